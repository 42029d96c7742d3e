"""What the tests of the running server share: raw sockets, and conditions that are waited for."""

import json
import socket
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from tests.conformance.servers import Running

PATIENCE = 10.0
LANES = ("wsgi", "asgi")


def connect(server: Running) -> socket.socket:
    """A connection whose reads end after PATIENCE."""
    return socket.create_connection(server.address, timeout=PATIENCE)


def get(path: str, fields: str = "") -> bytes:
    """A GET request's bytes."""
    return f"GET /{path} HTTP/1.1\r\nHost: a\r\n{fields}\r\n".encode()


def post(path: str, length: int, body: bytes = b"") -> bytes:
    """A POST request's bytes, with so much of its body."""
    return f"POST /{path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n".encode() + body


def until_end(sock: socket.socket) -> bytes:
    """Everything that comes until the server ends the connection, in whatever way."""
    data = b""
    try:
        while piece := sock.recv(65536):
            data += piece
    except ConnectionResetError:
        return data
    return data


def one_response(sock: socket.socket) -> bytes:
    """A response with a Content-Length."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        assert piece, data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))[15:])
    while len(body) < length:
        body += sock.recv(65536)
    return head + b"\r\n\r\n" + body


def ask(server: Running, path: str) -> Any:
    """The JSON that a path answers with, on a connection of its own."""
    with connect(server) as sock:
        sock.sendall(get(path))
        return json.loads(one_response(sock).partition(b"\r\n\r\n")[2])


def wait_for(condition: Callable[[], bool]) -> None:
    """Ask again and again until it is so."""
    deadline = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < deadline, "it did not come about in time"


def events(path: Path) -> list[dict[str, Any]]:
    """The events of a trace file, as far as it is written, as dicts of what these tests look at."""
    found = []
    for line in path.read_text().rpartition("\n")[0].splitlines():
        record = json.loads(line)
        if isinstance(record, list):
            names = ("connection", "exchange", "stage", "name", "phase", "outcome")
            found.append({**dict(zip(names, record[3:9], strict=True)), **record[10]})
    return found


def statements(path: Path) -> set[tuple[str, str, str, str]]:
    """(stage, name, phase, the lines that it names) of every event of a trace file; "" where it names none."""
    records = [json.loads(line) for line in path.read_text().rpartition("\n")[0].splitlines()]
    texts = {one["source"]: one["text"].splitlines() for one in records if isinstance(one, dict) and "source" in one}
    found = set()
    for record in (one for one in records if isinstance(one, list)):
        number, first, last = record[11] or (None, 0, 0)
        lines = texts[number][first - 1 : last] if number else []
        found.add((record[5], record[6], record[7], "\n".join(line.strip() for line in lines)))
    return found


def backlog(port: int) -> int:
    """How many connections wait to be accepted (Linux: the receive queue of a listening socket)."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        parts = line.split()
        if parts[1].endswith(f":{port:04X}") and parts[3] == "0A":
            return int(parts[4].split(":")[1], 16)
    raise AssertionError(f"nobody listens on port {port}")
