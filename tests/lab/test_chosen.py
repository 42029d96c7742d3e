"""When a chosen exchange, or a connection with all of its exchanges, is over; and which number it has."""

from __future__ import annotations

from tests.build import Builder
from visualizer.lab.chosen import Chosen
from visualizer.trace import Event

PORT = 50_000


def event(name: str, phase: str = "point", connection: int = PORT, exchange: int | None = 1) -> Event:
    lane = Builder("wsgi")
    with lane.request(connection, exchange):
        if phase == "point":
            return lane.point("socket", name)
        return lane.enter("socket", name) if phase == "enter" else lane.leave("socket", name)


def test_an_exchange_is_over_when_the_server_is_done_with_it() -> None:
    chosen = Chosen()
    chosen.identities[PORT, 1] = 3
    assert not chosen.see(event("exchange", "enter"))
    assert not chosen.see(event("recv"))
    assert chosen.see(event("exchange", "exit"))
    assert not chosen


def test_a_connection_is_over_when_it_is_closed_and_the_last_of_its_exchanges_has_ended() -> None:
    chosen = Chosen()
    chosen.identities[PORT, None] = None
    chosen.see(event("exchange", "enter"))
    assert not chosen.see(event("close", exchange=None))
    assert chosen
    assert chosen.see(event("exchange", "exit"))
    assert not chosen
    chosen.identities[PORT, None] = None
    chosen.see(event("exchange", "enter"))
    assert not chosen.see(event("exchange", "exit"))
    assert chosen.see(event("close", exchange=None))


def test_an_exchange_of_a_chosen_connection_gets_its_number_when_it_is_known() -> None:
    chosen = Chosen()
    chosen.identities[PORT, None] = None
    chosen.see(event("exchange", "enter"))
    assert list(chosen.nameless()) == [(PORT, 1)]
    chosen.learn(PORT, 1, 7)
    chosen.learn(PORT + 1, 1, 8)
    assert chosen.identities == {(PORT, None): None, (PORT, 1): 7}
    assert list(chosen.nameless()) == []
