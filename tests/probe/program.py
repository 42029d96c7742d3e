"""The program's side of the link, made of a real socket: says what arrived, arms, pings and releases."""

import json
import socket
import threading
from queue import Queue
from types import TracebackType
from typing import Any, Self

from visualizer.probe.settings import Settings

SECONDS = 20.0


class Conversation:
    """One accepted connection: the hello, then the lines that come."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(SECONDS)
        self.connection = connection
        self._file = connection.makefile("r", encoding="ascii", newline="\n")
        self.hello: Any = self.read()

    def read(self) -> Any:
        """The next line, or None at the end."""
        line = self._file.readline()
        return json.loads(line) if line else None

    def until(self, key: str) -> list[Any]:
        """All lines up to the object that has `key`."""
        lines = [self.read()]
        while not (isinstance(lines[-1], dict) and key in lines[-1]):
            assert lines[-1] is not None
            lines.append(self.read())
        return lines

    def send(self, message: object) -> None:
        self.connection.sendall(json.dumps(message).encode() + b"\n")

    def close(self) -> None:
        self._file.close()
        self.connection.close()


class Program:
    """Listens on a free port of loopback; `events` and `holds` are the connections of each role, as they come."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listener.getsockname()
        self.settings = Settings(self.address, "secret", "wsgi", SECONDS)
        self._roles: dict[str, Queue[Conversation]] = {"events": Queue(), "hold": Queue()}
        self._all: list[Conversation] = []
        self._thread = threading.Thread(target=self._accept)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        for conversation in self._all:
            conversation.close()

    def stop(self) -> None:
        """Listen no longer."""
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
        finally:
            self._listener.close()
            self._thread.join(SECONDS)

    def next(self, role: str) -> Conversation:
        return self._roles[role].get(timeout=SECONDS)

    def idle(self, role: str) -> bool:
        return self._roles[role].empty()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "VISUALIZER_LINK": f"127.0.0.1:{self.address[1]}",
            "VISUALIZER_TOKEN": "secret",
            "VISUALIZER_LANE": "wsgi",
        }

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            conversation = Conversation(connection)
            self._all.append(conversation)
            self._roles[conversation.hello["role"]].put(conversation)
