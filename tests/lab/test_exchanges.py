"""A lane is done with a connection when its exchanges have ended and the server has closed it."""

import asyncio

from msgspec.structs import replace

from tests.build import Builder
from visualizer.lab.exchanges import Exchanges
from visualizer.trace import Event


def events(connection: int, *exchanges: int) -> list[Event]:
    lane = Builder("wsgi")
    made = [lane.point("socket", "accept")]
    for exchange in exchanges:
        lane.connection, lane.exchange = connection, exchange
        made += [lane.enter("socket", "exchange"), lane.enter("view", "hello"), lane.leave("socket", "exchange")]
    return [*made, replace(lane.point("socket", "close"), connection=connection, exchange=None)]


async def when_finished(seen: list[Event], *connections: int) -> int:
    """After how many events the wait for the connections ends."""
    exchanges = Exchanges()
    waiting = asyncio.create_task(exchanges.finished(connections))
    for number, event in enumerate(seen):
        await settled()
        if waiting.done():
            return number
        exchanges.see(event)
    await asyncio.wait_for(waiting, 5)
    return len(seen)


async def settled() -> None:
    """Let every task run as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_nothing_is_owed_to_nobody() -> None:
    assert await when_finished(events(7, 1)) == 0


async def test_it_is_done_when_the_server_has_closed() -> None:
    seen = events(7, 1, 2)
    assert await when_finished(seen, 7) == len(seen)


async def test_it_is_not_done_before_the_exchange_has_ended() -> None:
    """Under ASGI the connection may be closed while the application still runs."""
    *before, end, close = events(7, 1)
    assert await when_finished([*before, close, end], 7) == len(before) + 2


async def test_other_connections_do_not_matter() -> None:
    mine, theirs = events(7, 1), events(8, 1)[:3]
    assert await when_finished([*theirs, *mine, *theirs], 7) == len(theirs) + len(mine)


async def test_all_connections_are_waited_for() -> None:
    mine, theirs = events(7, 1), events(8, 1)
    assert await when_finished([*mine, *theirs], 7, 8) == len(mine) + len(theirs)
