"""Events of several processes enter the trace in the order of the clock, once all of them are here."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence

import pytest
from msgspec.structs import replace

from tests.build import Builder
from visualizer.lab.feed import Feed, Target
from visualizer.lab.renumber import Numbers, Sources
from visualizer.trace import Event, Place, Source, SourceFile, Trace

PROGRAM, SERVER = 100, 200


class Lane:
    """A feed whose server answers pings when it is told to."""

    def __init__(self) -> None:
        self.pongs = asyncio.Semaphore(0)
        self.pinged = asyncio.Event()
        self.feed = Feed(self.ping)
        self.trace = Trace()
        self.batches: list[Sequence[Event | SourceFile]] = []
        self.grown = asyncio.Event()

    async def ping(self) -> None:
        self.pinged.set()
        await self.pongs.acquire()

    def begin(self) -> None:
        self.feed.target = Target(self.trace, Numbers(PROGRAM), Sources(), self.write)

    def write(self, batch: Sequence[Event | SourceFile]) -> None:
        self.batches.append(batch)
        self.grown.set()

    @property
    def times(self) -> list[int]:
        return [event.time for event in self.trace.events("wsgi")]


def event(time: int, process: int = SERVER, source: Source | None = None) -> Event:
    made = Builder("wsgi", time=time).point("socket", "recv")
    return replace(made, place=Place(process, "t", None), source=source)


@pytest.fixture
async def lane() -> AsyncIterator[Lane]:
    lane = Lane()
    lane.begin()
    pump = asyncio.create_task(lane.feed.pump())
    yield lane
    pump.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await pump


async def test_the_client_waits_for_the_server(lane: Lane) -> None:
    settling = asyncio.create_task(lane.feed.settle())
    await lane.pinged.wait()
    lane.feed.put(PROGRAM, [event(10, PROGRAM), event(40, PROGRAM)])
    assert lane.times == []

    lane.feed.put(SERVER, [event(20), event(30)])
    lane.pongs.release()
    await settling

    assert lane.times == [10, 20, 30, 40]


async def test_what_is_younger_than_the_ping_waits_for_the_next(lane: Lane) -> None:
    lane.feed.put(SERVER, [event(20), event(2**62)])
    lane.pongs.release()
    await lane.feed.settle()
    assert lane.times == [20]

    lane.feed.flush(2**63)
    assert lane.times == [20, 2**62]


async def test_a_process_keeps_its_order_where_two_threads_read_the_clock_in_another(lane: Lane) -> None:
    lane.feed.put(SERVER, [event(10), event(30), event(20), event(40)])
    lane.feed.put(PROGRAM, [event(25, PROGRAM)])
    lane.feed.flush(21)
    assert lane.times == [10, 30, 20]

    lane.feed.flush(100)
    assert lane.times == [10, 30, 20, 25, 40]


async def test_arriving_events_make_the_trace_grow_by_themselves(lane: Lane) -> None:
    lane.pongs.release()
    lane.feed.put(SERVER, [event(20)])
    lane.feed.put(SERVER, [event(30)])
    await asyncio.wait_for(lane.grown.wait(), 10)

    assert len(lane.batches) == 1
    assert lane.times == [20, 30]


async def test_a_source_comes_before_its_first_event_and_only_once(lane: Lane) -> None:
    file = SourceFile(number=9, name="a.py", hash="0" * 64, text="")
    lane.feed.put(SERVER, [file, event(20, source=Source(9, 1, 2)), event(30, source=Source(9, 3, 3))])
    lane.feed.flush(100)

    ((first, *events),) = lane.batches
    assert first == replace(file, number=1)
    assert lane.trace.sources == {1: first}
    assert [item.source for item in events if isinstance(item, Event)] == [Source(1, 1, 2), Source(1, 3, 3)]


async def test_a_new_trace_names_its_sources_anew(lane: Lane) -> None:
    file = SourceFile(number=9, name="a.py", hash="0" * 64, text="")
    lane.feed.put(SERVER, [file, event(20, source=Source(9, 1, 2))])
    lane.feed.flush(100)
    lane.trace = Trace()
    lane.begin()
    lane.feed.put(SERVER, [event(30, source=Source(9, 3, 3))])
    lane.feed.flush(100)

    assert lane.trace.sources == {1: replace(file, number=1)}


async def test_what_happens_before_the_first_run_is_kept(lane: Lane) -> None:
    lane.feed.start_anew()
    lane.feed.put(SERVER, [event(20)])
    lane.feed.flush(100)
    assert lane.times == []
    assert lane.feed.renumbered(event(20)) == event(20)

    lane.begin()
    lane.feed.tell_beginnings()
    assert lane.times == [20]


async def test_a_lane_that_never_reported_has_no_beginnings(lane: Lane) -> None:
    lane.feed.tell_beginnings()
    assert lane.batches == []


async def test_an_event_is_renumbered_as_in_the_trace(lane: Lane) -> None:
    lane.feed.put(SERVER, [event(20)])
    lane.feed.flush(100)

    assert lane.feed.renumbered(event(20)) == lane.trace.events("wsgi")[0]
    assert lane.feed.renumbered(event(20)).place == Place(1, "worker-1", None)


async def test_an_exchange_is_known_by_both_of_its_numbers_while_there_is_a_trace(lane: Lane) -> None:
    made = replace(event(20), connection=50_000, exchange=2)
    assert (lane.feed.small(50_000, 2), lane.feed.emitted(1), lane.feed.emitted(None)) == (None, None, None)
    lane.feed.put(SERVER, [made])
    lane.feed.flush(30)
    assert lane.feed.small(50_000, 2) == 1
    assert lane.feed.emitted(1) == (50_000, 2)
    lane.feed.target = None
    assert (lane.feed.small(50_000, 2), lane.feed.emitted(1)) == (None, None)
