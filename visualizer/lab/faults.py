"""What can go wrong between a client and a server, by name: what is sent, and what each lane will show of it.

Data and builders alone: `requests()` gives what any lab can send to the demo project's views, on real connections.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from visualizer.lab.manner import PLAIN, Leave, Manner
from visualizer.lab.request import Request

BODY = b"the quick brown fox jumps over the lazy dog"
_ECHO = "/async/echo/"
"""Views are asked in their async spelling, which both protocols can run: only there a client's leaving is noticed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One named way to fail."""

    name: str
    """As a menu or a command has it."""
    does: str
    """What happens, in one sentence."""
    shows: str
    """What there is to see in the lanes, in one sentence."""
    requests: Callable[[], tuple[Request, ...]]
    """What is sent."""
    ends_lane: bool = False
    """Whether the lane's server ends by it: `Lab.run` raises LaneFailed, and the trace has all that happened."""


def _post(head: str, body: bytes, manner: Manner | None = None) -> tuple[Request, ...]:
    data = f"POST {_ECHO} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode() + body
    return (Request(data, manner=manner or PLAIN),)


def _get(target: str, *headers: tuple[str, str], manner: Manner | None = None) -> tuple[Request, ...]:
    return (Request(Request.build("GET", target, headers).data, manner=manner or PLAIN),)


def _length(size: int = len(BODY)) -> str:
    return f"Content-Length: {size}"


def _slow_upload() -> tuple[Request, ...]:
    (whole,) = _post(_length(), BODY)
    head = len(whole.data) - len(BODY)
    pauses = tuple((head + at, 0.05) for at in range(0, len(BODY), 10))
    return _post(_length(), BODY, Manner(pauses=pauses))


def _continue() -> tuple[Request, ...]:
    (whole,) = _post(f"{_length()}\r\nExpect: 100-continue", BODY)
    return _post(f"{_length()}\r\nExpect: 100-continue", BODY, Manner(pauses=((len(whole.data) - len(BODY), 5.0),)))


def _leave_in_body() -> tuple[Request, ...]:
    (whole,) = _post(_length(), BODY)
    return _post(_length(), BODY, Manner(leave=Leave("close", sent=len(whole.data) - 10)))


def _leave_before_view() -> tuple[Request, ...]:
    (whole,) = _get("/async/hello/")
    return _get("/async/hello/", manner=Manner(leave=Leave("reset", sent=len(whole.data))))


def _too_long() -> tuple[Request, ...]:
    (whole,) = _post(_length(len(BODY) + 10), BODY)
    return _post(_length(len(BODY) + 10), BODY, Manner(leave=Leave("half-close", sent=len(whole.data))))


def _pipelined() -> tuple[Request, ...]:
    first, second = (Request.build("GET", f"/hello/?name={name}").data for name in ("Ada", "Grace"))
    return Request(first), Request(second, pipelined=True)


def _on_the_loop() -> tuple[Request, ...]:
    computing, beside = Request.build("GET", "/async/compute/").data, Request.build("GET", "/hello/").data
    return Request(computing), Request(beside, connection=1, manner=Manner(wait=0.05))


_CHUNKS = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:10], BODY[10:])) + b"0\r\n\r\n"

FAULTS: tuple[Fault, ...] = (
    Fault(
        "slow upload",
        "The client sends its body ten bytes at a time, with a pause before each piece.",
        "The WSGI worker is blocked in read() all the while; the ASGI task awaits receive(), and the loop is free.",
        _slow_upload,
    ),
    Fault(
        "slow reader",
        "The client reads a large response a few bytes at a time, and its kernel keeps little for it.",
        "The WSGI worker is blocked in sendall(); the ASGI application waits in send() until the client has read.",
        lambda: _get("/download/", manner=Manner(read_rate=8_000_000, receive_buffer=65_536)),
    ),
    Fault(
        "client leaves before the view",
        "The client breaks the connection off as soon as it has sent its request.",
        "WSGI does not notice: the view runs, and writing fails; ASGI is told http.disconnect, and Django cancels.",
        _leave_before_view,
    ),
    Fault(
        "client leaves in the body",
        "The client closes the connection before it has sent the whole body.",
        "WSGI's view runs until it reads, and fails there; ASGI is told http.disconnect, and no view is called.",
        _leave_in_body,
    ),
    Fault(
        "client leaves in the response",
        "The client closes the connection when it has read a part of the response.",
        "WSGI notices when sendall() fails, and calls close(); ASGI is told http.disconnect, and its send() raises.",
        lambda: _get("/download/", manner=Manner(receive_buffer=65_536, leave=Leave("close", received=10_000))),
    ),
    Fault(
        "chunked body",
        "The client sends its body in chunks, without saying how long it is.",
        "WSGI has no CONTENT_LENGTH, and the input ends where the body does; ASGI gets http.request messages.",
        lambda: _post("Transfer-Encoding: chunked", _CHUNKS),
    ),
    Fault(
        "Content-Length too long",
        "The client promises ten bytes more than it sends, and then says that it sends no more.",
        "The body breaks a rule: WSGI's view fails where it reads (500), ASGI's server refuses before any view (400).",
        _too_long,
    ),
    Fault(
        "Content-Length too short",
        "The client promises less than it sends: 'lazy dog' and an empty line are too much.",
        "The view gets what was promised; what is too much is taken for the next request, and refused.",
        lambda: _post(_length(len(BODY) - 8), BODY + b"\r\n\r\n"),
    ),
    Fault(
        "header with an underscore",
        "The client sends X_User beside X-User, which CGI's spelling cannot tell apart.",
        "WSGI leaves X_User out of environ and says so; ASGI has both in its scope, and Django drops X_User.",
        lambda: _get("/async/echo/", ("X-User", "ada"), ("X_User", "mallory")),
    ),
    Fault(
        "two Hosts",
        "The client sends two Host lines.",
        "The server refuses with 400 and names the rule; no application is called.",
        lambda: (Request(b"GET /hello/ HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n"),),
    ),
    Fault(
        "header too large",
        "The client sends forty thousand bytes in one header line.",
        "The server refuses with 431 and names its limit; no application is called.",
        lambda: _get("/hello/", ("X-Large", "x" * 40_000)),
    ),
    Fault(
        "100-continue",
        "The client sends its head, and waits for 100 (Continue) before it sends the body.",
        "The server says 100 when the application reads, not before.",
        _continue,
    ),
    Fault(
        "pipelined pair",
        "The client sends two requests at once, on one connection.",
        "The server answers them one after the other, in order.",
        _pipelined,
    ),
    Fault(
        "view raises before the first chunk",
        "The view raises before it has returned a response.",
        "Django makes a response with status 500 of it: the middleware on the way back see a response.",
        lambda: _get("/async/raise/"),
    ),
    Fault(
        "view raises after the first chunk",
        "The view's response has begun when it raises.",
        "The status is sent already: the server can only end the connection, and the client sees a body cut off.",
        lambda: _get("/break-off/"),
    ),
    Fault(
        "calculation on the loop",
        "An async view computes without awaiting, while another client comes.",
        "The other client's bytes wait until the loop is given back; under WSGI they wait for the one worker.",
        _on_the_loop,
    ),
    Fault(
        "worker killed",
        "The server's process is ended by SIGKILL while it works on a request.",
        "The client's connection breaks; the lane's end is an event, and what it had reported is there.",
        lambda: _get("/die/"),
        ends_lane=True,
    ),
)
"""All of them, in the order of a menu."""


def fault(name: str) -> Fault:
    """The fault of that name. KeyError with all names where there is none."""
    by_name = {each.name: each for each in FAULTS}
    if name not in by_name:
        raise KeyError(f"there is no fault {name!r}: there are {', '.join(by_name)}")
    return by_name[name]
