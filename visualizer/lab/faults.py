"""What can go wrong between a client and a server, by name: what is sent, and what each lane will show of it.

Data and builders alone: `requests()` gives what any lab can send to the demo project's views, on real connections.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from visualizer.lab import fault_rules
from visualizer.lab.manner import Leave, Manner
from visualizer.lab.misbehaving import (
    BODY,
    CHUNKS,
    ECHO,
    continue_,
    get,
    leave_before_view,
    leave_in_body,
    length,
    on_the_loop,
    pipelined,
    post,
    slow_upload,
    too_large,
    too_long,
    twice,
    two_hosts,
    underscored,
)
from visualizer.lab.request import Request


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
    rules: tuple[fault_rules.Rule, ...] = ()
    """What the server goes by, beside what it refuses or ignores: its events name those rules."""
    ends_lane: bool = False
    """Whether the lane's server ends by it: `Lab.run` raises LaneFailed, and the trace has all that happened."""
    onto: Callable[[Request], tuple[Request, ...]] | None = None
    """The same done to any request, whatever application answers it; None where it takes a view of the demo's."""


FAULTS: tuple[Fault, ...] = (
    Fault(
        "slow upload",
        "The client sends its body ten bytes at a time, with a pause before each piece.",
        "The WSGI worker is blocked in read() all the while; the ASGI task awaits receive(), and the loop is free.",
        slow_upload,
        rules=(fault_rules.ON_DEMAND, fault_rules.MORE),
    ),
    Fault(
        "slow reader",
        "The client reads a large response slowly, and its kernel keeps little for it.",
        "The WSGI worker is blocked in send(); the ASGI application waits in send() until the client has read.",
        lambda: get("/download/", manner=Manner(read_rate=8_000_000, receive_buffer=65_536)),
        rules=(
            fault_rules.UNBUFFERED,
            fault_rules.FLUSH,
        ),
    ),
    Fault(
        "client leaves before the view",
        "The client breaks the connection off as soon as it has sent its request.",
        "WSGI does not notice: the view runs, and writing fails; ASGI is told http.disconnect, and Django cancels.",
        leave_before_view,
        rules=(
            fault_rules.CLOSE,
            fault_rules.DISCONNECT,
        ),
    ),
    Fault(
        "client leaves in the body",
        "The client closes the connection before it has sent the whole body.",
        "WSGI's view runs until it reads, and fails there; ASGI is told http.disconnect, and no view is called.",
        leave_in_body,
    ),
    Fault(
        "client leaves in the response",
        "The client closes the connection when it has read a part of the response.",
        "WSGI notices when send() fails, and calls close(); the ASGI application notices when its send() raises.",
        lambda: get("/download/", manner=Manner(receive_buffer=65_536, leave=Leave("close", received=10_000))),
        rules=(
            fault_rules.CLOSE,
            fault_rules.CLOSED_CONNECTION,
        ),
    ),
    Fault(
        "chunked body",
        "The client sends its body in chunks, without saying how long it is.",
        "WSGI has no CONTENT_LENGTH, so Django reads nothing and the view finds no body; ASGI gets it in messages.",
        lambda: post("Transfer-Encoding: chunked", CHUNKS),
        rules=(fault_rules.CHUNKED, fault_rules.NO_LENGTH, fault_rules.DECODED),
    ),
    Fault(
        "Content-Length too long",
        "The client promises ten bytes more than it sends, and then says that it sends no more.",
        "The body breaks a rule, and both servers refuse it: WSGI where the view reads, ASGI before any view.",
        too_long,
    ),
    Fault(
        "Content-Length too short",
        "The client promises less than it sends: 'lazy dog' and an empty line are too much.",
        "The view gets what was promised; what is too much is taken for the next request, and refused.",
        lambda: post(length(len(BODY) - 8), BODY + b"\r\n\r\n"),
    ),
    Fault(
        "header with an underscore",
        "The client sends X_User beside X-User, which CGI's spelling cannot tell apart.",
        "WSGI leaves X_User out of environ and says so; ASGI has both in its scope, and Django drops X_User.",
        lambda: underscored(Request.build("GET", ECHO)),
        onto=underscored,
    ),
    Fault(
        "two Hosts",
        "The client sends two Host lines.",
        "The server refuses with 400 and names the rule; no application is called.",
        lambda: two_hosts(Request.build("GET", "/hello/")),
        onto=two_hosts,
    ),
    Fault(
        "header too large",
        "The client sends forty thousand bytes in one header line.",
        "The server refuses with 431 and names its limit; no application is called.",
        lambda: too_large(Request.build("GET", "/hello/")),
        onto=too_large,
    ),
    Fault(
        "100-continue",
        "The client sends its head, and waits for 100 (Continue) before it sends the body.",
        "The server says 100 when the application reads, not before.",
        continue_,
        rules=(fault_rules.CONTINUE,),
    ),
    Fault(
        "pipelined pair",
        "The client sends two requests at once, on one connection.",
        "The server answers them one after the other, in order.",
        pipelined,
        onto=twice,
        rules=(fault_rules.IN_ORDER,),
    ),
    Fault(
        "view raises before the first chunk",
        "The view raises before it has returned a response.",
        "Django makes a response with status 500 of it: the middleware on the way back see a response.",
        lambda: get("/async/raise/"),
        rules=(fault_rules.CONVERTED,),
    ),
    Fault(
        "view raises after the first chunk",
        "The view's response has begun when it raises.",
        "The status is sent already: the server can only end the connection, and the client sees a body cut off.",
        lambda: get("/break-off/"),
        rules=(fault_rules.CUT_OFF,),
    ),
    Fault(
        "calculation on the loop",
        "An async view computes without awaiting, while another client comes.",
        "The other client's bytes wait until the loop is given back; under WSGI they wait for the one worker.",
        on_the_loop,
        rules=(fault_rules.BLOCKING,),
    ),
    Fault(
        "worker killed",
        "The server's process is ended by SIGKILL while it works on a request.",
        "No response, no close(), no finally: what the lane had reported until then is there, and its end is an event.",
        lambda: get("/die/"),
        ends_lane=True,
        rules=(fault_rules.KILLED, fault_rules.INCOMPLETE),
    ),
)
"""All of them, in the order of a menu."""


def fault(name: str) -> Fault:
    """The fault of that name. KeyError with all names where there is none."""
    by_name = {each.name: each for each in FAULTS}
    if name not in by_name:
        raise KeyError(f"there is no fault {name!r}: there are {', '.join(by_name)}")
    return by_name[name]
