"""What two events that mean the same in WSGI and in ASGI both say, in one set of words, so that they can be compared.

PEP 3333 and the ASGI specification spell the same facts in different ways: a status line and a number, HTTP_X_NAME and
(b"x-name", b"…"). Here a fact has one spelling; what only one protocol knows (wsgi.input, more_body) is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from visualizer.replay.data import pairs_of, text_of
from visualizer.trace import Event, Value
from visualizer.trace.values import Bytes, Map

Words = dict[str, Value]


def in_common(event: Event) -> Words:
    """The facts of an event that its twin of the other protocol states too; none of an event that has no twin."""
    read = _READERS.get((event.stage, event.name, event.phase))
    return read(event.data) if read else {}


def headers(pairs: Iterable[tuple[Value, Value]]) -> Map:
    """Header lines by name: in lower case, the values of one name joined by a comma (RFC 9110, section 5.3)."""
    found: dict[str, str] = {}
    for name, value in pairs:
        key = text_of(name).lower()
        found[key] = f"{found[key]}, {text_of(value)}" if key in found else text_of(value)
    return Map(list(found.items()))


def _environ(data: Mapping[str, Value]) -> Words:
    environ = {text_of(key): text_of(value) for key, value in pairs_of(data.get("environ"))}
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    fields = [(_header_name(key), value) for key, value in environ.items() if _is_header(key)]
    return {
        "method": environ.get("REQUEST_METHOD", ""),
        "path": path.encode("latin-1", "replace").decode("utf-8", "replace"),
        "query": environ.get("QUERY_STRING", ""),
        "version": environ.get("SERVER_PROTOCOL", "").removeprefix("HTTP/"),
        "headers": headers(fields),
    }


def _is_header(key: str) -> bool:
    return key.startswith("HTTP_") or key in ("CONTENT_TYPE", "CONTENT_LENGTH")


def _header_name(key: str) -> str:
    return key.removeprefix("HTTP_").replace("_", "-").lower()


def _scope(data: Mapping[str, Value]) -> Words:
    scope = {text_of(key): value for key, value in pairs_of(data.get("scope"))}
    return {
        "method": text_of(scope.get("method", "")),
        "path": text_of(scope.get("path", "")),
        "query": text_of(scope.get("query_string", "")),
        "version": text_of(scope.get("http_version", "")),
        "headers": headers(pairs_of(scope.get("headers"))),
    }


def _start_response(data: Mapping[str, Value]) -> Words:
    return {"status": text_of(data.get("status", ""))[:3], "headers": headers(pairs_of(data.get("headers")))}


def _message(data: Mapping[str, Value]) -> dict[str, Value]:
    return {text_of(key): value for key, value in pairs_of(data.get("message"))}


def _response_start(data: Mapping[str, Value]) -> Words:
    message = _message(data)
    return {"status": text_of(message.get("status", "")), "headers": headers(pairs_of(message.get("headers")))}


def _bytes(data: Mapping[str, Value]) -> Words:
    return {"body": data.get("bytes", Bytes(""))}


def _body(data: Mapping[str, Value]) -> Words:
    return {"body": _message(data).get("body", Bytes(""))}


_READERS: dict[tuple[str, str, str], Callable[[Mapping[str, Value]], Words]] = {
    ("environ", "application", "enter"): _environ,
    ("scope", "application", "enter"): _scope,
    ("environ", "input.read", "exit"): _bytes,
    ("scope", "receive", "exit"): _body,
    ("response", "start_response", "point"): _start_response,
    ("response", "http.response.start", "enter"): _response_start,
    ("response", "chunk", "point"): _bytes,
    ("response", "http.response.body", "enter"): _body,
}
