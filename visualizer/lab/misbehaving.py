"""Builds the requests of faults: what a client sends, and how, so that something goes wrong on a real connection."""

from __future__ import annotations

from visualizer.lab.manner import PLAIN, Leave, Manner
from visualizer.lab.request import Request

BODY = b"the quick brown fox jumps over the lazy dog"
ECHO = "/async/echo/"
"""Views are asked in their async spelling, which both protocols can run: only there a client's leaving is noticed."""


def post(head: str, body: bytes, manner: Manner | None = None) -> tuple[Request, ...]:
    """A POST to the echo view, with these lines in its head."""
    data = f"POST {ECHO} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode() + body
    return (Request(data, manner=manner or PLAIN),)


def get(target: str, *headers: tuple[str, str], manner: Manner | None = None) -> tuple[Request, ...]:
    """A GET, as well-formed as its headers are."""
    return (Request(Request.build("GET", target, headers).data, manner=manner or PLAIN),)


def with_lines(request: Request, *lines: bytes) -> tuple[Request, ...]:
    """The request with these lines below its first one."""
    first, end, rest = request.data.partition(b"\r\n")
    return (Request(first + end + b"".join(line + b"\r\n" for line in lines) + rest),)


def two_hosts(request: Request) -> tuple[Request, ...]:
    """With another Host line."""
    missing = () if b"\r\nhost:" in request.data.lower() else (b"Host: b.example",)
    return with_lines(request, b"Host: a.example", *missing)


def underscored(request: Request) -> tuple[Request, ...]:
    """With two headers that CGI cannot tell apart."""
    return with_lines(request, b"X-User: ada", b"X_User: mallory")


def too_large(request: Request) -> tuple[Request, ...]:
    """With a header line of forty thousand bytes."""
    return with_lines(request, b"X-Large: " + b"x" * 40_000)


def twice(request: Request) -> tuple[Request, ...]:
    """The request two times at once."""
    return Request(request.data), Request(request.data, pipelined=True)


def length(size: int = len(BODY)) -> str:
    """The header that tells the body's length."""
    return f"Content-Length: {size}"


def slow_upload() -> tuple[Request, ...]:
    """The body in pieces of ten bytes."""
    (whole,) = post(length(), BODY)
    head = len(whole.data) - len(BODY)
    pauses = tuple((head + at, 0.05) for at in range(0, len(BODY), 10))
    return post(length(), BODY, Manner(pauses=pauses))


def continue_() -> tuple[Request, ...]:
    """The body after 100 (Continue), or after five seconds."""
    (whole,) = post(f"{length()}\r\nExpect: 100-continue", BODY)
    return post(f"{length()}\r\nExpect: 100-continue", BODY, Manner(pauses=((len(whole.data) - len(BODY), 5.0),)))


def leave_in_body() -> tuple[Request, ...]:
    """Away before the last ten bytes."""
    (whole,) = post(length(), BODY)
    return post(length(), BODY, Manner(leave=Leave("close", sent=len(whole.data) - 10)))


def leave_before_view() -> tuple[Request, ...]:
    """Reset as soon as all is sent."""
    (whole,) = get("/async/hello/")
    return get("/async/hello/", manner=Manner(leave=Leave("reset", sent=len(whole.data))))


def too_long() -> tuple[Request, ...]:
    """Ten bytes less than promised, and then no more."""
    (whole,) = post(length(len(BODY) + 10), BODY)
    return post(length(len(BODY) + 10), BODY, Manner(leave=Leave("half-close", sent=len(whole.data))))


def pipelined() -> tuple[Request, ...]:
    """Two at once."""
    first, second = (Request.build("GET", f"/hello/?name={name}").data for name in ("Ada", "Grace"))
    return Request(first), Request(second, pipelined=True)


def on_the_loop() -> tuple[Request, ...]:
    """A calculation, and a client that comes meanwhile."""
    computing, beside = Request.build("GET", "/async/compute/").data, Request.build("GET", "/hello/").data
    return Request(computing), Request(beside, connection=1, manner=Manner(wait=0.1))


CHUNKS = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:10], BODY[10:])) + b"0\r\n\r\n"
