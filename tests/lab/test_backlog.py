"""The accept queue as the kernel's table tells it, and how its changes are reported."""

import asyncio
import socket
from pathlib import Path

import pytest

from tests.lab.processes import wait_until
from visualizer.lab import backlog
from visualizer.lab.backlog import Backlog, waiting
from visualizer.lab.observer import Observer
from visualizer.trace import Event

TABLE = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C350 01 00000000:0000000A 00:00000000 00000000     0        0 2 1 0 20 4 30 10 -1
   2: 0100007F:1F91 00000000:0000 0A 00000000:0000001F 00:00000000 00000000     0        0 3 1 0 100 0 0 10 0
"""


@pytest.mark.parametrize(("port", "length"), [(8080, 3), (8081, 31), (8082, None)])
def test_the_length_of_the_queue(port: int, length: int | None) -> None:
    assert waiting(TABLE, ("127.0.0.1", port)) == length


async def test_each_change_is_reported_once() -> None:
    events: list[Event] = []
    changed = asyncio.Event()
    with socket.socket() as listener, socket.socket() as client:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        looked = Backlog(listener.getsockname(), Observer("wsgi", events.append, "sampler"), changed.set)
        client.connect(listener.getsockname())
        task: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        looked.watch(task)
        looked.watch(task)
        assert looked.length == 1
        task.set_result(None)
        changed.clear()
        listener.accept()[0].close()
        await asyncio.wait_for(changed.wait(), 10)
    assert looked.length == 0
    assert [(event.name, event.observer, event.data["backlog"]) for event in events] == [
        ("sample", "sampler", 1),
        ("sample", "sampler", 0),
    ]


async def test_where_the_system_does_not_tell_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backlog, "TABLE", Path("/nowhere/at/all"))
    events: list[Event] = []
    looked = Backlog(("127.0.0.1", 1), Observer("wsgi", events.append, "sampler"), lambda: None)
    looked.stop()
    looked.watch(asyncio.get_running_loop().create_future())
    assert looked.length is None
    assert events == []
    looked.stop()


def test_the_kernel_s_own_table_can_be_read() -> None:
    with socket.socket() as listener, socket.socket() as client:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        address = listener.getsockname()
        assert waiting(backlog.TABLE.read_text(), address) == 0
        client.connect(address)
        wait_until(lambda: waiting(backlog.TABLE.read_text(), address) == 1)
