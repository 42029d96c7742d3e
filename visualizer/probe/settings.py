"""Where a lane reports to, as the environment says, and the hello that opens each of its connections."""

import os
import socket
from typing import Mapping, NamedTuple, Optional, Tuple

from visualizer.vocabulary.format import line
from visualizer.vocabulary.link import ENVIRONMENT, HOLD_SECONDS, VERSION

CONNECT_SECONDS = 5.0
"""How long a connection to the program, which runs on this machine, may take."""


class Settings(NamedTuple):
    """The lane's side of the link."""

    address: Tuple[str, int]
    token: str
    lane: str
    hold_seconds: float

    def connect(self, role: str) -> socket.socket:
        """Open a connection and say hello; `role` is `events` or `hold`. OSError if nobody listens."""
        connection = socket.create_connection(self.address, timeout=CONNECT_SECONDS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(self.hello(role).encode("ascii"))
        return connection

    def hello(self, role: str) -> str:
        """The first line on a connection."""
        return line({"link": VERSION, "token": self.token, "lane": self.lane, "process": os.getpid(), "role": role})


def read(environment: Mapping[str, str]) -> Optional[Settings]:
    """The settings that the environment names, or None if it names no program; ValueError if it is malformed."""
    address = environment.get(ENVIRONMENT["address"])
    if not address:
        return None
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise ValueError("%s must be HOST:PORT, not %r" % (ENVIRONMENT["address"], address))
    return Settings(
        address=(host.strip("[]"), int(port)),
        token=environment.get(ENVIRONMENT["token"], ""),
        lane=environment.get(ENVIRONMENT["lane"], "lane"),
        hold_seconds=float(environment.get(ENVIRONMENT["hold_seconds"], HOLD_SECONDS)),
    )
