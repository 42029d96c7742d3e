"""The scope of the ASGI specification: what is known of a request before its body, as a plain dict."""

from typing import Any

from visualizer.server.http1.head import Head

Scope = dict[str, Any]
State = dict[str, Any]

ASGI = {"version": "3.0", "spec_version": "2.5"}


def http(head: Head, client: tuple[str, int], server: tuple[str, int], root_path: str, state: State | None) -> Scope:
    """The scope of an HTTP exchange (HTTP & WebSocket ASGI Message Format, HTTP Connection Scope)."""
    raw_path = head.target.path
    path = head.target.decoded.decode("utf-8", "replace")
    # The path includes the root path, as SCRIPT_NAME + PATH_INFO do; a proxy may have taken it off.
    if root_path and path != root_path and not path.startswith(root_path + "/"):
        path = root_path + path
        raw_path = root_path.encode("utf-8") + raw_path
    scope: Scope = {
        "type": "http",
        "asgi": dict(ASGI),
        "http_version": head.version.decode("ascii"),
        # "The HTTP method name, uppercased."
        "method": head.method.decode("ascii").upper(),
        "scheme": "http",
        # "HTTP request target excluding any query string, with percent-encoded sequences and UTF-8 byte sequences
        # decoded into characters."
        "path": path,
        # "The original HTTP path component, excluding any query string, unmodified from the bytes that were received
        # by the web server."
        "raw_path": raw_path,
        # "URL portion after the ?, percent-encoded."
        "query_string": head.target.query,
        # "The root path this application is mounted at; same as SCRIPT_NAME in WSGI."
        "root_path": root_path,
        # "Duplicates are possible and must be preserved in the message as received. Header names should be lowercased".
        "headers": [[name, value] for name, value in head.fields],
        "client": [client[0], client[1]],
        "server": [server[0], server[1]],
        "extensions": extensions(head),
    }
    if state is not None:
        # "A copy of the namespace passed into the lifespan corresponding to this request."
        scope["state"] = state.copy()
    return scope


def extensions(head: Head) -> dict[str, dict[str, Any]]:
    """What this server can do beyond the specification's core for this very request."""
    # RFC 9110 §6.5.1: trailers are for a client that says it takes them: `TE: trailers`.
    takes_trailers = head.version == b"1.1" and b"trailers" in head.members(b"te")
    return {"http.response.trailers": {}} if takes_trailers else {}
