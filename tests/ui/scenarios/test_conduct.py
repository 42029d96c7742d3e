"""What a lane tells of its server when something goes wrong: each sentence from the events that prove it."""

from __future__ import annotations

from tests.build import Builder
from visualizer.trace import Event, Place
from visualizer.ui.scenarios.conduct import LONG_NS, conduct
from visualizer.ui.scenarios.outcome import outcome

CLIENT = Place(0, "client", None)
TASK, LISTENER = Place(1, "MainThread", "Task-1"), Place(1, "MainThread", "Task-2")


def told(lane: Builder) -> list[str]:
    return [said.text for said in conduct(lane.events)]


def served(lane: Builder) -> None:
    """A view that answers, and the end of the exchange."""
    lane.enter("view", "hello")
    lane.leave("view", "hello")
    lane.leave("socket", "exchange")


def test_a_plain_exchange_has_a_view_that_returned() -> None:
    lane = Builder("wsgi")
    lane.enter("socket", "exchange")
    served(lane)
    assert told(lane) == ["view hello returned"]


def test_a_view_that_raised_and_an_application_that_did() -> None:
    lane = Builder("asgi")
    lane.enter("socket", "exchange")
    lane.enter("scope", "application")
    lane.enter("view", "hello")
    lane.leave("view", "hello", "raised", exception="KeyError", message="x")
    lane.leave("scope", "application", "raised", exception="KeyError", message="x")
    lane.leave("socket", "exchange", "raised")
    assert told(lane) == ["view hello raised KeyError", "the application raised KeyError"]


def test_what_is_refused_before_the_answer_and_after_it_has_begun() -> None:
    early, late = Builder("wsgi"), Builder("wsgi")
    for lane in (early, late):
        lane.enter("socket", "exchange")
    late.point("response", "start_response", status="500 Oh")
    for lane in (early, late):
        lane.point("parse", "refusal", status="400 Bad Request", rule="incomplete")
        lane.leave("socket", "exchange", "raised")
        with lane.request(1, None):
            lane.point("socket", "close", by="server", reason="incomplete")
    ends = ["no view was called", "closed the connection: incomplete"]
    assert told(early) == ["refused: 400 incomplete", *ends]
    assert told(late) == ["refused: 400 incomplete; the answer had begun", *ends]


def test_what_is_ignored() -> None:
    lane = Builder("wsgi")
    lane.enter("socket", "exchange")
    lane.point("parse", "ignored", rule="underscore")
    served(lane)
    assert told(lane)[0] == "ignored: underscore"


def test_a_body_that_comes_slowly_is_waited_for() -> None:
    lane = Builder("wsgi", step=1000)
    lane.enter("socket", "exchange")
    lane.enter("environ", "input.read")
    lane.point("parse", "body", size=10, more=True)
    lane.time += 5 * LONG_NS
    lane.leave("environ", "input.read", bytes=b"x" * 10)
    served(lane)
    assert told(lane)[0] == "gave the application the body in 1 piece, for which it waited 100 ms"


def test_a_body_in_pieces_and_a_client_that_goes() -> None:
    lane = Builder("asgi", step=1000)
    lane.enter("socket", "exchange")
    for more in (True, False):
        with lane.at(TASK):
            lane.enter("scope", "receive")
            lane.point("parse", "body", size=10, more=more)
            lane.leave("scope", "receive", message={"type": "http.request", "body": b"x", "more_body": more})
    with lane.at(LISTENER):
        lane.enter("scope", "receive")
        lane.leave("scope", "receive", message={"type": "http.disconnect"})
    served(lane)
    assert told(lane)[:2] == [
        "gave the application the body in 2 pieces",
        "told the application http.disconnect",
    ]


def test_a_body_that_nobody_asked_for_is_read_all_the_same() -> None:
    lane = Builder("wsgi")
    lane.enter("socket", "exchange")
    lane.enter("view", "hello")
    lane.leave("view", "hello")
    lane.point("parse", "body", size=43, more=True)
    lane.point("parse", "body", size=0, more=False)
    lane.leave("socket", "exchange")
    assert told(lane)[1] == "read 43 B of body that the application had not asked for"


def test_a_response_in_pieces_waits_for_the_client() -> None:
    wsgi, asgi = Builder("wsgi", step=LONG_NS), Builder("asgi", step=LONG_NS)
    for lane in (wsgi, asgi):
        lane.enter("socket", "exchange")
        lane.enter("view", "hello")
        lane.leave("view", "hello")
        for _ in range(3):
            if lane is wsgi:
                lane.point("response", "chunk", size=5)
            else:
                lane.enter("response", "http.response.body")
                lane.leave("response", "http.response.body")
        lane.leave("socket", "exchange")
    assert told(wsgi)[1] == "asked for 3 pieces, each when the one before was sent: 40 ms"
    assert told(asgi)[1] == "let send() wait for the client: 60 ms over 3 pieces"


def test_a_client_that_waits_for_100_continue() -> None:
    lane = Builder("wsgi")
    lane.enter("socket", "exchange")
    lane.point("socket", "send", bytes=b"HTTP/1.1 100 Continue\r\n\r\n", size=25)
    lane.point("socket", "send", bytes=b"HTTP/1.1 200 OK\r\n\r\n", size=19)
    served(lane)
    assert told(lane)[0] == "said 100 (Continue) when the application began to read"


def test_a_client_that_waits_to_be_accepted() -> None:
    lane = Builder("wsgi")
    with lane.at(CLIENT, "client"):
        lane.point("client", "connect")
    lane.time += 10 * LONG_NS
    with lane.request(1, None):
        lane.point("socket", "accept")
    lane.enter("socket", "exchange")
    served(lane)
    assert told(lane)[0] == "took the connection after 200 ms"


def test_close_is_called_when_the_exchange_is_given_up_and_the_connection_is_lost() -> None:
    lane = Builder("wsgi")
    lane.enter("socket", "exchange")
    lane.enter("view", "hello")
    lane.leave("view", "hello")
    lane.enter("response", "close")
    lane.leave("response", "close")
    lane.leave("socket", "exchange", "cancelled")
    with lane.request(1, None):
        lane.point("socket", "close", by="client", reason="reset by peer")
    assert told(lane)[1:] == ["called close() on the response all the same", "lost the connection: reset by peer"]


def test_a_process_that_ended_says_in_which_view() -> None:
    lane = Builder("wsgi")
    lane.enter("socket", "exchange")
    lane.enter("view", "die")
    with lane.at(CLIENT, "client"), lane.request(None, None):
        lane.point("lane", "exit", status=None, signal="SIGKILL")
    assert told(lane) == ["its process ended in view die: SIGKILL"]
    quiet = Builder("wsgi")
    with quiet.at(CLIENT, "client"), quiet.request(None, None):
        quiet.point("lane", "exit", status=1, signal=None)
    assert told(quiet) == ["its process ended"]


def test_each_exchange_tells_its_own_and_the_client_what_it_got() -> None:
    lane = Builder("wsgi")
    events: list[Event] = lane.events
    for number in (1, 2):
        with lane.request(1, number):
            lane.enter("socket", "exchange")
            served(lane)
            with lane.at(CLIENT, "client"):
                lane.leave("client", "request", status=200, size=10)
    found = outcome(events)
    assert [(said.exchange, said.text) for said in found.server] == [
        (1, "view hello returned"),
        (2, "view hello returned"),
    ]
    assert [(said.exchange, said.text) for said in found.client] == [(1, "200 · 10 B"), (2, "200 · 10 B")]
    assert found.exchanges == 2
    assert all(events[said.event].name == "hello" for said in found.server)
