"""The suite's WSGI application: each path is a way to behave, named in its function; facts come back as JSON."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Callable[[bytes], object]]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

TEXT = [("Content-Type", "text/plain"), ("X-Application", "wsgi")]
LOG: dict[str, list[str]] = {}
"""What happened, by the query string of the request that it happened to."""


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Find the behaviour by the path's first segment."""
    name = environ["PATH_INFO"].strip("/").split("/")[0] or "echo"
    behaviour = globals().get("do_" + name.replace("-", "_"), do_echo)
    result: Iterable[bytes] = behaviour(environ, start_response)
    return result


def _facts(start_response: StartResponse, **facts: Any) -> list[bytes]:
    start_response("200 OK", list(TEXT))
    return [json.dumps(facts).encode()]


def do_echo(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """What the request looks like from here."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])) if environ.get("CONTENT_LENGTH") else b""
    if environ.get("wsgi.input_terminated") and not environ.get("CONTENT_LENGTH"):
        body = b"".join(iter(lambda: environ["wsgi.input"].read(4096), b""))
    headers = {key[5:].lower().replace("_", "-"): value for key, value in environ.items() if key.startswith("HTTP_")}
    return _facts(
        start_response,
        method=environ["REQUEST_METHOD"],
        path=environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        query=environ.get("QUERY_STRING", ""),
        version=environ["SERVER_PROTOCOL"],
        headers=headers,
        body=body.decode("latin-1"),
        content_length=environ.get("CONTENT_LENGTH"),
        terminated=bool(environ.get("wsgi.input_terminated")),
    )


def do_environ(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Every key with its type, and those values that are plain."""
    return _facts(
        start_response,
        types={key: type(value).__name__ for key, value in environ.items()},
        values={key: value for key, value in environ.items() if isinstance(value, (str, bool))},
        builtin_dict=type(environ) is dict,
        version=environ["wsgi.version"] == (1, 0),
        latin1=all(ord(char) < 256 for value in environ.values() if isinstance(value, str) for char in value),
        shell=any(key in environ for key in os.environ),
    )


def do_log(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """What was logged under the query string."""
    return _facts(start_response, log=LOG.get(environ["QUERY_STRING"], []))


def do_status(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The status that the path names, with a body of four bytes that only some statuses may have."""
    status = environ["PATH_INFO"].split("/")[2]
    start_response(status + " Named", TEXT[1:] if status in ("204", "304") else list(TEXT))
    return [b"body"]


def do_stream(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
    """Three pieces and two empty strings of unknown length; start_response only in the first iteration."""
    start_response("200 OK", list(TEXT))
    yield from (b"", b"one", b"", b"two", b"three")


def do_empty(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """No content."""
    start_response("200 OK", list(TEXT))
    return []


def do_length(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """/length/SAID/GIVEN: a Content-Length and so many bytes, in two pieces."""
    _, _, said, given = environ["PATH_INFO"].split("/")
    start_response("200 OK", [*TEXT, ("Content-Length", said)])
    half = int(given) // 2
    return iter([b"x" * half, b"x" * (int(given) - half)])


def do_unread(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answers without a look at the body."""
    start_response("200 OK", list(TEXT))
    return [b"unread"]


def do_large(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
    """A megabyte in pieces."""
    start_response("200 OK", [*TEXT, ("Content-Length", str(1 << 20))])
    for _ in range(16):
        yield b"x" * 65536


def do_piece(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """/piece/SIZE: so many bytes, in one piece."""
    start_response("200 OK", list(TEXT))
    return [b"x" * int(environ["PATH_INFO"].split("/")[2])]


def do_raise(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Raises before it has said anything."""
    raise RuntimeError("on purpose")


def do_raise_late(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
    """Raises when a part of the body has left."""
    start_response("200 OK", list(TEXT))
    yield b"part"
    raise RuntimeError("on purpose")


def do_raise_before_content(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
    """Raises after start_response and an empty string, before any content: a 500 is still possible."""
    start_response("200 OK", list(TEXT))
    yield b""
    raise RuntimeError("on purpose")


def do_silent(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Gives content without start_response."""
    return [b"content"]


class Closing:
    """An iterable that logs when it is closed."""

    def __init__(self, key: str, pieces: list[bytes], error: bool = False) -> None:
        self._key = key
        self._pieces = pieces
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        if self._error:
            raise RuntimeError("on purpose")

    def close(self) -> None:
        LOG[self._key].append("close")


def do_close(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """An iterable with close(): /close/error raises late, /close/cut gives too much, /close/silent says no status."""
    LOG[environ["QUERY_STRING"]] = []
    how = environ["PATH_INFO"].rpartition("/")[2]
    if how != "silent":
        start_response("200 OK", [*TEXT, ("Content-Length", "4")] if how == "cut" else list(TEXT))
    return Closing(environ["QUERY_STRING"], [b"content"], how == "error")


def do_counting(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
    """Says that it gives five bytes, and would give a hundred, two at a time; logs each that it is asked for."""
    start_response("200 OK", [*TEXT, ("Content-Length", "5")])
    LOG[environ["QUERY_STRING"]] = asked = []
    for _ in range(50):
        asked.append("xx")
        yield b"xx"


def do_close_large(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """An iterable with close() that gives far more than a client that leaves will read."""
    LOG[environ["QUERY_STRING"]] = []
    start_response("200 OK", list(TEXT))
    return Closing(environ["QUERY_STRING"], [b"x" * 65536] * 512)


def _told(call: Callable[[], object]) -> str:
    """The name of the exception that the server raises for it, or `accepted`."""
    try:
        call()
    except Exception as error:
        return type(error).__name__
    return "accepted"


def do_twice(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Calls start_response a second time without exc_info."""
    start_response("200 OK", list(TEXT))
    told = _told(lambda: start_response("200 OK", list(TEXT)))
    return [json.dumps({"told": told}).encode()]


def do_exc_info(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Changes its mind before any content has left."""
    start_response("200 OK", list(TEXT))
    try:
        raise RuntimeError("on purpose")
    except RuntimeError:
        start_response("502 Changed", list(TEXT), sys.exc_info())
    return [b"changed"]


def do_exc_info_late(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
    """Wants to change its mind when content has left: the server re-raises."""
    start_response("200 OK", [*TEXT, ("Content-Length", "4")])
    yield b"part"
    try:
        raise RuntimeError("on purpose")
    except RuntimeError:
        LOG[environ["QUERY_STRING"]] = [_told(lambda: start_response("502 Changed", list(TEXT), sys.exc_info()))]


def do_write(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Uses write() and returns more."""
    write = start_response("200 OK", list(TEXT))
    write(b"one")
    write(b"two")
    return [b"three"]


def do_write_too_much(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Uses write() past its Content-Length; logs what the server says to it."""
    write = start_response("200 OK", [*TEXT, ("Content-Length", "2")])
    LOG[environ["QUERY_STRING"]] = [_told(lambda: write(b"123"))]
    return []


def do_headers(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """/headers/NAME: one bad call of start_response; what the server says to it."""
    bad: dict[str, tuple[Any, Any]] = {
        "hop-by-hop": ("200 OK", [("Connection", "close")]),
        "transfer-encoding": ("200 OK", [("Transfer-Encoding", "chunked")]),
        "upgrade": ("200 OK", [("Upgrade", "h2c")]),
        "crlf-value": ("200 OK", [("X-Bad", "a\r\nSet-Cookie: evil=1")]),
        "lf-value": ("200 OK", [("X-Bad", "a\nb")]),
        "crlf-name": ("200 OK", [("X-Bad\r\nX", "a")]),
        "crlf-status": ("200 OK\r\nX-Bad: 1", []),
        "status-type": (200, []),
        "status-bytes": (b"200 OK", []),
        "status-short": ("20 OK", []),
        "headers-type": ("200 OK", (("X", "y"),)),
        "header-type": ("200 OK", [["X", "y"]]),
        "value-type": ("200 OK", [("X", 1)]),
        "value-unicode": ("200 OK", [("X", "\u20ac")]),
        "name-colon": ("200 OK", [("X:", "y")]),
    }
    status, headers = bad[environ["PATH_INFO"].split("/")[2]]
    told = _told(lambda: start_response(status, headers))
    try:
        raise RuntimeError("start anew")
    except RuntimeError:
        start_response("200 OK", list(TEXT), sys.exc_info())
    return [json.dumps({"told": told}).encode()]


def do_not_bytes(environ: Environ, start_response: StartResponse) -> Iterable[Any]:
    """Yields str."""
    start_response("200 OK", list(TEXT))
    return ["text"]


def do_file(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """A file through wsgi.file_wrapper, where there is one."""
    start_response("200 OK", list(TEXT))
    file = io.BytesIO(b"0123456789" * 2000)
    wrapper = environ.get("wsgi.file_wrapper")
    result: Iterable[bytes] = wrapper(file, 4096) if wrapper else iter(lambda: file.read(4096), b"")
    return result


def do_input(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """/input/METHOD: the body read in one way, and what a read past its end gives."""
    stream = environ["wsgi.input"]
    ways: dict[str, Callable[[], list[bytes]]] = {
        "read": lambda: [stream.read()],
        "read-100": lambda: [stream.read(100)],
        "read-sizes": lambda: [stream.read(2), stream.read(3), stream.read(100)],
        "readline": lambda: [stream.readline(), stream.readline(), stream.readline()],
        "readline-size": lambda: [stream.readline(2), stream.readline(100), stream.readline()],
        "readlines": lambda: stream.readlines(),
        "readlines-hint": lambda: stream.readlines(1),
        "iterate": lambda: list(stream),
    }
    parts = ways[environ["PATH_INFO"].split("/")[2]]()
    rest = stream.read(1000)
    past = [stream.read(10), stream.readline(), *stream.readlines()]
    return _facts(
        start_response,
        parts=[part.decode("latin-1") for part in parts],
        rest=rest.decode("latin-1"),
        past=[part.decode("latin-1") for part in past],
    )


def do_dialogue(environ: Environ, start_response: StartResponse) -> Iterator[bytes]:
    """Answers with a first piece, then reads three bytes, and gives them back."""
    start_response("200 OK", list(TEXT))
    yield b"first"
    yield environ["wsgi.input"].read(3)


def do_lines(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """How many lines the body has, and how many bytes, read line by line."""
    lines = [len(line) for line in iter(environ["wsgi.input"].readline, b"")]
    return _facts(start_response, lines=len(lines), size=sum(lines))


def do_cookies(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Fields of one name, and others between them."""
    start_response("200 OK", [*TEXT, ("Set-Cookie", "a=b"), ("X-B", "c"), ("Set-Cookie", "d=e"), ("X-A", "f")])
    return [b"cookies"]


def do_careless(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Reads the body, and answers as if nothing were wrong where the server raises, as a framework may."""
    with contextlib.suppress(Exception):
        environ["wsgi.input"].read(1000)
    if environ["PATH_INFO"].endswith("raise"):
        raise RuntimeError("on purpose")
    start_response("200 OK", list(TEXT))
    return [b"careless"]


def do_errors(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Uses wsgi.errors in every way, with a character that the log's encoding may not know."""
    errors = environ["wsgi.errors"]
    errors.write("a line with \u20ac\n")
    errors.writelines(["one\n", "two\n"])
    errors.flush()
    return _facts(start_response, written=True)
