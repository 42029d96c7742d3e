"""The listening socket, and the line that says where it listens."""

import socket

from visualizer.probe import emit
from visualizer.server.settings import Settings

ACCEPT_PAUSE = 0.1
"""Seconds until accept() is tried again when it failed, for example for want of descriptors."""


class CannotListen(Exception):
    """The address cannot be listened on: the message says why and what to do."""


def listen(settings: Settings) -> socket.socket:
    """A socket that listens; connections wait in its backlog until they are accepted."""
    host, port = settings.host, settings.port
    listener: socket.socket | None = None
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        # A server that is started again at once finds its port free, though connections of before are in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # What is written leaves at once, though the client has not acknowledged what came before (RFC 9293 §3.7.4, the
        # Nagle algorithm): the lanes put together what belongs together. Accepted sockets inherit this.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
        listener.listen(settings.limits.backlog)
        if emit.on:
            emit.point("lane", "listen", address=_address(listener))
    except OSError as error:
        if listener is not None:
            listener.close()
        raise CannotListen(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another --bind HOST:PORT"
        ) from None
    return listener


def announce(listener: socket.socket) -> None:
    """Say on stdout, at once, that connections are accepted, and where."""
    print(f"listening on http://{_address(listener)}", flush=True)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
