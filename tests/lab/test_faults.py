"""Each fault on real lanes of both protocols: what the client got, how the application ended, which rule was kept."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from visualizer.lab import Lab, LaneFailed, Request, demo
from visualizer.lab.faults import FAULTS, fault
from visualizer.trace import Event, Trace, plain
from visualizer.vocabulary.names import is_user_code


class Shown(NamedTuple):
    """What a lane shows of a fault."""

    answers: str
    """The statuses that the client got, each with how reading it ended where it did not return."""
    application: str = "returned"
    view: str = "returned"
    """How the view ended; empty where it was never called."""
    rule: str = ""
    """Which rule the server refused or ignored something by."""


OK = Shown("200")
BOTH = ("wsgi", "asgi")
EXPECTED = {
    "slow upload": (OK, OK),
    "slow reader": (OK, OK),
    "client leaves before the view": (Shown("None cancelled"), Shown("None cancelled", view="")),
    "client leaves in the body": (
        Shown("None cancelled", view="raised", rule="incomplete"),
        Shown("None cancelled", view="", rule="incomplete"),
    ),
    "client leaves in the response": (Shown("200 cancelled"), Shown("200 cancelled", application="raised")),
    "chunked body": (OK, OK),
    "Content-Length too long": (
        Shown("400", view="raised", rule="incomplete"),
        Shown("400", view="", rule="incomplete"),
    ),
    "Content-Length too short": (Shown("200", rule="request-line"), Shown("200", rule="request-line")),
    "header with an underscore": (Shown("200", rule="underscore"), OK),
    "two Hosts": (Shown("400", "", "", "host"), Shown("400", "", "", "host")),
    "header too large": (Shown("431", "", "", "head-too-large"), Shown("431", "", "", "head-too-large")),
    "100-continue": (OK, OK),
    "pipelined pair": (
        Shown("200 200", "returned returned", "returned returned"),
        Shown("200 200", "returned returned", "returned returned"),
    ),
    "view raises before the first chunk": (Shown("500", view="raised"), Shown("500", view="raised")),
    "view raises after the first chunk": (Shown("200 raised"), Shown("200 raised", application="raised")),
    "calculation on the loop": (
        Shown("200 200", "returned returned", "returned returned"),
        Shown("200 200", "returned returned", "returned returned"),
    ),
    "worker killed": (Shown("None raised", "", ""), Shown("None raised", "", "")),
}


SOMETIMES = {"client leaves before the view": Shown("None cancelled", view="cancelled")}
"""What ASGI shows as well: whether the view has begun when the client leaves is decided by the clock."""


def exits(trace: Trace, lane: str, stage: str, name: str) -> list[Event]:
    return [event for event in trace.events(lane) if (event.stage, event.name, event.phase) == (stage, name, "exit")]


def shown(trace: Trace, lane: str) -> Shown:
    answers = []
    for event in exits(trace, lane, "client", "request"):
        answers.append(str(plain(event.data["status"])))
        answers += [str(event.outcome)] if event.outcome != "returned" else []
    views = [
        str(event.outcome)
        for event in trace.events(lane)
        if event.stage == "view" and event.phase == "exit" and is_user_code(event.stage, event.name)
    ]
    rules = [str(plain(event.data["rule"])) for event in trace.events(lane) if event.name in ("refusal", "ignored")]
    stage = "environ" if lane == "wsgi" else "scope"
    applications = [str(event.outcome) for event in exits(trace, lane, stage, "application")]
    return Shown(" ".join(answers), " ".join(applications), " ".join(views), " ".join(rules))


async def run(name: str) -> Trace:
    async with Lab(demo().lanes) as lab:
        trace = Trace(lab.header())
        try:
            await lab.run(fault(name).requests(), into=trace)
        except LaneFailed:
            assert fault(name).ends_lane
    return trace


@pytest.mark.parametrize("name", [each.name for each in FAULTS])
async def test_what_the_lanes_show(name: str) -> None:
    trace = await run(name)
    wsgi, asgi = EXPECTED[name]
    assert shown(trace, "wsgi") == wsgi
    assert shown(trace, "asgi") in (asgi, SOMETIMES.get(name, asgi))


async def test_a_calculation_keeps_the_other_client_waiting() -> None:
    trace = await run("calculation on the loop")
    for lane in BOTH:
        (computed,) = exits(trace, lane, "view", "compute_on_loop")
        (second,) = [event for event in trace.events(lane) if event.name == "accept" and event.connection == 2]
        (sent,) = [event for event in trace.events(lane) if event.name == "connect" and event.connection == 2]
        assert sent.time < computed.time < second.time


async def test_the_pieces_of_a_slow_upload_are_messages_of_their_own() -> None:
    trace = await run("slow upload")
    received = [plain(event.data["message"]) for event in exits(trace, "asgi", "scope", "receive") if event.data]
    assert sum(isinstance(message, dict) and message["type"] == "http.request" for message in received) >= 5
    assert len(exits(trace, "wsgi", "environ", "input.read")) == 1


async def test_a_continue_comes_when_the_application_reads() -> None:
    trace = await run("100-continue")
    for lane, reads in (("wsgi", ("environ", "input.read")), ("asgi", ("scope", "receive"))):
        (first, *_) = [event for event in trace.events(lane) if (event.stage, event.name) == reads]
        (said, *_) = [event for event in trace.events(lane) if (event.stage, event.name) == ("socket", "send")]
        bytes_ = plain(said.data["bytes"])
        assert isinstance(bytes_, bytes)
        assert bytes_.startswith(b"HTTP/1.1 100 ")
        assert first.time < said.time


async def test_a_killed_worker_is_an_event_and_what_it_did_until_then_is_there() -> None:
    trace = await run("worker killed")
    for lane in BOTH:
        assert [event.name for event in trace.events(lane) if event.name == "die"] == ["die"]
        (ended,) = [event for event in trace.events(lane) if (event.stage, event.name) == ("lane", "exit")]
        assert plain(ended.data["signal"]) == "SIGKILL"


def test_every_fault_says_what_it_does_in_a_sentence() -> None:
    names = [each.name for each in FAULTS]
    assert len(set(names)) == len(names)
    for each in FAULTS:
        assert each.does.endswith(".")
        assert each.shows.endswith(".")


def test_a_fault_by_its_name() -> None:
    assert fault("two Hosts").name == "two Hosts"
    with pytest.raises(KeyError, match="there is no fault 'none': there are slow upload"):
        fault("none")


def test_what_can_be_done_to_any_request_is_done_to_it() -> None:
    own = Request.build("GET", "/mine/?a=b", [("X-Own", "1")])
    done = {each.name: each.onto(own) for each in FAULTS if each.onto is not None}
    assert set(done) == {"header with an underscore", "two Hosts", "header too large", "pipelined pair"}
    assert all(
        request.data.startswith(b"GET /mine/?a=b HTTP/1.1\r\n") for all_of in done.values() for request in all_of
    )
    assert done["two Hosts"][0].data.lower().count(b"\r\nhost:") == 2
    assert len(done["header too large"][0].data) > 40_000
    assert [request.pipelined for request in done["pipelined pair"]] == [False, True]
    assert {request.data for request in done["pipelined pair"]} == {own.data}
