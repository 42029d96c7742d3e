"""The scope of the ASGI specification: what is known of a request before its body, as a plain dict.

Quotations without a source are from the HTTP & WebSocket ASGI Message Format, version 2.5.
"""

from typing import Any, NamedTuple

from visualizer.server.asgi import handshake
from visualizer.server.http1.head import Head

Scope = dict[str, Any]
State = dict[str, Any]

VERSIONS = {"version": "3.0", "spec_version": "2.5"}


class Origin(NamedTuple):
    """Where a request comes from and where it arrives, the same for every request of a connection."""

    client: tuple[str, int]
    server: tuple[str, int]
    root_path: str
    state: State


def http(head: Head, origin: Origin) -> Scope:
    """The scope of an HTTP exchange."""
    # "The HTTP method name, uppercased."
    method = head.method.decode("ascii").upper()
    # RFC 9110 §6.5.1: trailers are for a client that says that it takes them: `TE: trailers`.
    takes_trailers = head.version == b"1.1" and b"trailers" in head.members(b"te")
    extensions: dict[str, dict[str, Any]] = {"http.response.trailers": {}} if takes_trailers else {}
    return {"type": "http", "method": method, "scheme": "http", **_common(head, origin), "extensions": extensions}


def websocket(head: Head, origin: Origin) -> Scope:
    """The scope of a WebSocket."""
    return {
        "type": "websocket",
        "scheme": "ws",
        **_common(head, origin),
        # "Subprotocols the client advertised."
        "subprotocols": handshake.subprotocols(head),
        "extensions": {"websocket.http.response": {}},
    }


def _common(head: Head, origin: Origin) -> Scope:
    path, raw_path = _paths(head, origin.root_path)
    return {
        "asgi": dict(VERSIONS),
        "http_version": head.version.decode("ascii"),
        "path": path,
        "raw_path": raw_path,
        # "URL portion after the ?, percent-encoded."
        "query_string": head.target.query,
        # "The root path this application is mounted at; same as SCRIPT_NAME in WSGI."
        "root_path": origin.root_path,
        # "Duplicates are possible and must be preserved in the message as received. Header names should be lowercased".
        "headers": [[name, value] for name, value in head.fields],
        # "A two-item iterable of [host, port], where host is the remote host's IPv4 or IPv6 address, and port is the
        # remote port as an integer."
        "client": list(origin.client),
        "server": list(origin.server),
        # "A copy of the namespace passed into the lifespan corresponding to this request."
        "state": origin.state.copy(),
    }


def _paths(head: Head, root_path: str) -> tuple[str, bytes]:
    """`path`: "HTTP request target excluding any query string, with percent-encoded sequences and UTF-8 byte sequences
    decoded into characters." `raw_path`: "The original HTTP path component, excluding any query string, unmodified from
    the bytes that were received by the web server."
    """
    path = head.target.decoded.decode("utf-8", "replace")
    if not root_path or path == root_path or path.startswith(root_path + "/"):
        return path, head.target.path
    # The path includes the root path, as SCRIPT_NAME + PATH_INFO do; here a proxy has taken it off.
    return root_path + path, head.target.path
