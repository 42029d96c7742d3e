"""The enumerated kinds of event: what each name within a stage says, and which names of two protocols mean the same.

In the stages `middleware` and `view` a name without a space is the user's own (SessionMiddleware, hello); a kind of
ours has a space or a dot in it, which no Python identifier has, so the two can never be mistaken for one another.

A user's middleware has `path, mode → status`, a user's view `view, mode, args, kwargs → status`: dotted names, `sync`
or `async`, what the view was called with, and the status of the response that came back. An exit whose outcome is
`raised` has instead `exception, message, file, line`: the exception's type and str(), and where it was raised; where
that is in a library, also `user_file, user_line`: the place in the user's own code that led there.
"""

from typing import Dict, NamedTuple, Tuple


class Kind(NamedTuple):
    """A kind of event that the visualizer itself names."""

    stage: str
    name: str
    """The event's name; one that ends in a space is a prefix (`SQL ` stands for `SQL SELECT`, `SQL INSERT`, …)."""
    shape: str
    """`span` (an enter and an exit) or `point`."""
    says: str
    """What the event reports, in one sentence that a learner can read."""
    data: str
    """Its data keys, in order: those of the enter (or the point), then after `→` those of the exit."""


KINDS: Tuple[Kind, ...] = (
    Kind("client", "request", "span", "The client sends one request and reads its response.", "line → status, size"),
    Kind("client", "connect", "point", "The client asks its kernel for a TCP connection.", "peer, local"),
    Kind("client", "send", "point", "The client hands bytes to its kernel.", "bytes, size"),
    Kind("client", "receive", "point", "The client reads bytes of the response.", "bytes, size"),
    Kind("client", "close", "point", "The connection is closed, as the client sees it.", "by"),
    Kind("socket", "accept", "point", "The server takes a connection out of the kernel's backlog.", "peer, local"),
    Kind("socket", "exchange", "span", "The server works on one request, from its first byte to its end.", ""),
    Kind("socket", "recv", "point", "The server reads bytes from the socket.", "bytes, size"),
    Kind("socket", "send", "point", "The server hands bytes of the response to the kernel.", "bytes, size"),
    Kind("socket", "close", "point", "The connection is closed, as the server sees it.", "by, reason"),
    Kind(
        "parse",
        "head",
        "span",
        "The bytes up to the empty line become a request line and headers.",
        "size → method, target, version, headers",
    ),
    Kind("parse", "body", "point", "A piece of the request body is taken out of its framing.", "size, more"),
    Kind(
        "parse",
        "refusal",
        "point",
        "The server refuses the request: the rule that it breaks.",
        "rule, status, source, sentence, found",
    ),
    Kind(
        "parse",
        "ignored",
        "point",
        "A part of the request has no effect, by this rule; the request is served all the same.",
        "rule, source, sentence, found",
    ),
    Kind("environ", "application", "span", "The server calls application(environ, start_response).", "environ → type"),
    Kind("environ", "input.read", "span", "The application reads the body from wsgi.input.", "method, size → bytes"),
    Kind("scope", "application", "span", "The server awaits application(scope, receive, send).", "scope → "),
    Kind("scope", "receive", "span", "The application awaits receive().", " → message"),
    Kind(
        "middleware", "hop sync_to_async", "span", "A call leaves the loop for a thread.", "function, thread_sensitive"
    ),
    Kind("middleware", "hop async_to_sync", "span", "A call leaves a thread for an event loop.", "function"),
    Kind("middleware", "signal ", "span", "Django sends a signal to its receivers.", "receivers"),
    Kind("view", "URL match", "span", "Django looks for the URL pattern that fits.", "path → route, view, kwargs"),
    Kind("view", "template render", "span", "Django renders a template.", "template"),
    Kind("view", "SQL ", "span", "Django sends a statement to the database.", "sql, params, database"),
    Kind("response", "start_response", "point", "The application hands over status and headers.", "status, headers"),
    Kind("response", "write", "point", "The application uses PEP 3333's write().", "bytes, size"),
    Kind("response", "chunk", "point", "The iterable yields a piece of the body.", "bytes, size"),
    Kind("response", "close", "span", "The server calls close() on the application's iterable.", ""),
    Kind("response", "http.response.start", "span", "The application awaits send(): status and headers.", "message"),
    Kind("response", "http.response.body", "span", "The application awaits send(): a piece of the body.", "message"),
    Kind("response", "http.response.trailers", "span", "The application awaits send(): trailer fields.", "message"),
    Kind("response", "websocket.accept", "span", "The application accepts the WebSocket.", "message"),
    Kind("response", "websocket.send", "span", "The application sends a WebSocket message.", "message"),
    Kind("response", "websocket.close", "span", "The application closes the WebSocket.", "message"),
    Kind("response", "response.close", "span", "Django closes its HttpResponse.", ""),
    Kind("lifespan", "application", "span", "The server awaits application() with a lifespan scope.", "scope → "),
    Kind("lifespan", "receive", "span", "The application awaits receive() of the lifespan.", " → message"),
    Kind("lifespan", "lifespan.startup.complete", "span", "The application is ready to serve.", "message"),
    Kind("lifespan", "lifespan.startup.failed", "span", "The application cannot start.", "message"),
    Kind("lifespan", "lifespan.shutdown.complete", "span", "The application has tidied up.", "message"),
    Kind("lifespan", "lifespan.shutdown.failed", "span", "The application could not tidy up.", "message"),
    Kind("lane", "start", "point", "The program starts the lane's server process.", "command"),
    Kind("lane", "listen", "point", "The server accepts connections.", "address"),
    Kind("lane", "exit", "point", "The lane's server process has ended.", "status, signal, output"),
    Kind("lane", "lost", "point", "Events that could not be kept, counted.", "count, reason"),
    Kind("lane", "sample", "point", "A look at the system while something waits.", "backlog, threads, connections"),
    Kind(
        "lane",
        "hold",
        "span",
        "The program holds an exchange at one of its events.",
        "at, seq, process → at, seq, process, by, seconds",
    ),
)
"""Every kind of event, in the order of the stages."""

HOLD_ENDS: Dict[str, str] = {
    "program": "The program let it go.",
    "time limit": "It had waited for as long as a hold may last.",
    "cancellation": "The task that waited was cancelled.",
    "end of the process": "The lane's process ended.",
}
"""Why a hold ends: each word that `by` of its exit may be, and what it says."""

SAME: Dict[Tuple[str, str], Tuple[str, str]] = {
    ("scope", "application"): ("environ", "application"),
    ("scope", "receive"): ("environ", "input.read"),
    ("response", "http.response.start"): ("response", "start_response"),
    ("response", "http.response.body"): ("response", "chunk"),
}
"""The names of ASGI that mean what a name of WSGI means; every other (stage, name) means itself."""


def meaning(stage: str, name: str) -> Tuple[str, str]:
    """The (stage, name) under which events of all lanes that mean the same are compared."""
    return SAME.get((stage, name), (stage, name))


def is_user_code(stage: str, name: str) -> bool:
    """Whether the event is a middleware or a view of the application, and not a kind of ours."""
    return stage in ("middleware", "view") and " " not in name and "." not in name


_KIND_BY_NAME = {(kind.stage, kind.name): kind for kind in KINDS}


def kind_of(stage: str, name: str) -> "Kind | None":
    """The kind that (stage, name) belongs to; None for the user's own middleware and views and for unknown names."""
    found = _KIND_BY_NAME.get((stage, name))
    if found is None and " " in name:
        found = _KIND_BY_NAME.get((stage, name.split(" ", 1)[0] + " "))
    return found
