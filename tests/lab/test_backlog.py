"""The accept queues as the kernel's table tells them: read no further than needed, and the more seldom the calmer."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lab.processes import wait_until
from visualizer.lab import backlog
from visualizer.lab.backlog import LONGEST_SECONDS, SHORTEST_SECONDS, Address, Backlogs, lines, period, waiting
from visualizer.lab.observer import Observer
from visualizer.trace import Event

TABLE = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F91 00000000:0000 0A 00000000:0000001F 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
   2: 0100007F:1F90 0100007F:C350 01 00000000:0000000A 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
"""
HOST = "127.0.0.1"


@pytest.mark.parametrize(("port", "length"), [(8080, 3), (8081, 31), (8082, None)])
def test_the_length_of_a_queue(port: int, length: int | None) -> None:
    assert waiting(TABLE.splitlines(), [(HOST, port)]).get((HOST, port)) == length


def test_all_lanes_are_found_in_one_reading_which_ends_with_the_last_of_them() -> None:
    asked = []

    def table() -> Iterator[str]:
        for line in TABLE.splitlines():
            asked.append(line)
            yield line

    assert waiting(table(), [(HOST, 8081), (HOST, 8080)]) == {(HOST, 8080): 3, (HOST, 8081): 31}
    assert len(asked) == 3


@given(st.lists(st.text(st.characters(codec="ascii", exclude_characters="\n"), max_size=300), max_size=60))
def test_a_table_is_read_in_pieces_but_told_in_lines(tmp_path_factory: pytest.TempPathFactory, told: list[str]) -> None:
    table = tmp_path_factory.mktemp("table") / "tcp"
    table.write_bytes("".join(f"{line}\n" for line in told).encode())
    assert list(lines(table)) == told


@given(st.floats(0, 1e6))
def test_the_longer_nothing_has_changed_the_more_seldom_it_is_looked_at(calm: float) -> None:
    assert SHORTEST_SECONDS <= period(calm) <= max(calm / 100, SHORTEST_SECONDS)
    assert period(calm) <= period(calm + 1) <= LONGEST_SECONDS


async def test_each_change_is_reported_once() -> None:
    events: list[Event] = []
    changed = asyncio.Event()
    with socket.socket() as listener, socket.socket() as client:
        listener.bind((HOST, 0))
        listener.listen()
        looked = Backlogs({"wsgi": (listener.getsockname(), observer(events))}, changed.set)
        client.connect(listener.getsockname())
        task: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        assert looked.length("wsgi") is None
        looked.watch(task)
        looked.watch(task)
        assert looked.length("wsgi") == 1
        task.set_result(None)
        changed.clear()
        listener.accept()[0].close()
        await asyncio.wait_for(changed.wait(), 10)
    assert looked.length("wsgi") == 0
    assert [(event.name, event.observer, event.data["backlog"]) for event in events] == [
        ("sample", "sampler", 1),
        ("sample", "sampler", 0),
    ]


def observer(events: list[Event]) -> Observer:
    return Observer("wsgi", events.append, "sampler")


async def test_after_a_calm_time_it_is_looked_at_seldom_until_something_is_expected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The clock and the loop's timer are the test's: how often the table is read follows from the rule alone."""
    clock = Clock()
    monkeypatch.setattr(backlog, "monotonic", clock)
    monkeypatch.setattr(asyncio.get_running_loop(), "call_later", clock.call_later)
    monkeypatch.setattr(backlog, "waiting", lambda lines, addresses: dict.fromkeys(addresses, 0))
    looked = Backlogs({"wsgi": ((HOST, 1), observer([])), "asgi": ((HOST, 2), observer([]))}, lambda: None)
    looked.watch(asyncio.get_running_loop().create_future())
    assert clock.looks(1.0) == pytest.approx(100, abs=2)
    clock.looks(60.0)
    assert clock.looks(1.0) == pytest.approx(4, abs=1)
    looked.expect()
    assert clock.looks(1.0) == pytest.approx(100, abs=2)
    looked.stop()


class Clock:
    """A clock that goes on when it is told to, and calls what is due."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._due: tuple[float, object] | None = None

    def __call__(self) -> float:
        return self.now

    def call_later(self, delay: float, callback: object) -> asyncio.Handle:
        self._due = self.now + delay, callback
        return asyncio.Handle(lambda: None, (), asyncio.get_running_loop())

    def looks(self, seconds: float) -> int:
        """How often it was called within so many seconds."""
        end, count = self.now + seconds, 0
        while self._due is not None and self._due[0] <= end:
            self.now, callback = self._due
            assert callable(callback)
            callback()
            count += 1
        self.now = end
        return count


async def test_where_the_system_does_not_tell_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "TABLE", Path("/nowhere/at/all"))
    events: list[Event] = []
    looked = Backlogs({"wsgi": ((HOST, 1), observer(events))}, lambda: None)
    looked.stop()
    looked.watch(asyncio.get_running_loop().create_future())
    assert looked.length("wsgi") is None
    assert events == []
    looked.stop()


async def test_a_lane_that_has_ended_is_looked_for_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[Address]] = []

    def nobody(table: object, addresses: list[Address]) -> dict[Address, int]:
        asked.append(addresses)
        return {}

    monkeypatch.setattr(backlog, "waiting", nobody)
    looked = Backlogs({"wsgi": ((HOST, 1), observer([])), "asgi": ((HOST, 2), observer([]))}, lambda: None)
    looked.watch(asyncio.get_running_loop().create_future())
    looked.forget("wsgi")
    looked.expect()
    looked.stop()
    assert asked == [[(HOST, 1), (HOST, 2)], [(HOST, 2)]]


def test_the_kernel_s_own_table_can_be_read() -> None:
    with socket.socket() as listener, socket.socket() as client:
        listener.bind((HOST, 0))
        listener.listen()
        address = listener.getsockname()
        assert waiting(lines(backlog.TABLE), [address]) == {address: 0}
        client.connect(address)
        wait_until(lambda: waiting(lines(backlog.TABLE), [address]) == {address: 1})
