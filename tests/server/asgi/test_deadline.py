"""A deadline on a clock of its own: it may move either way, and passes once."""

import asyncio
import gc
import weakref
from typing import cast

from visualizer.server.asgi.deadline import Deadline


class Timer:
    def __init__(self, at: float) -> None:
        self.at = at
        self.cancelled = False

    def when(self) -> float:
        return self.at

    def cancel(self) -> None:
        self.cancelled = True


class Clock:
    """Stands for the loop: time passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[tuple[Timer, object]] = []

    def time(self) -> float:
        return self.now

    def call_at(self, at: float, callback: object) -> Timer:
        self.timers.append((Timer(at), callback))
        return self.timers[-1][0]

    def pass_until(self, at: float) -> None:
        self.now = at
        for timer, callback in [one for one in self.timers if one[0].at <= at and not one[0].cancelled]:
            timer.cancelled = True
            assert callable(callback)
            callback()


def make() -> tuple[Clock, Deadline, list[float]]:
    clock, passed = Clock(), list[float]()
    loop = cast(asyncio.AbstractEventLoop, clock)
    return clock, Deadline(loop, lambda: passed.append(clock.now)), passed


def test_it_passes_once() -> None:
    clock, deadline, passed = make()
    deadline.set(5)
    clock.pass_until(5)
    clock.pass_until(10)
    assert passed == [5]


def test_set_later_it_keeps_its_timer_until_that_fires() -> None:
    clock, deadline, passed = make()
    deadline.set(5)
    clock.now = 3
    deadline.set(5)
    assert len(clock.timers) == 1
    clock.pass_until(5)
    assert passed == []
    clock.pass_until(8)
    assert passed == [8]


def test_set_earlier_it_takes_a_new_timer() -> None:
    clock, deadline, passed = make()
    deadline.set(50)
    deadline.set(5)
    clock.pass_until(5)
    assert passed == [5]


def test_cleared_it_does_not_pass() -> None:
    clock, deadline, passed = make()
    deadline.set(5)
    deadline.clear()
    clock.pass_until(5)
    deadline.set(5)
    deadline.end()
    deadline.end()
    clock.pass_until(20)
    assert passed == []


class Holder:
    """Holds a deadline that would call it, as a connection does."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.deadline = Deadline(loop, self.late)

    def late(self) -> None:
        raise AssertionError("the deadline has ended")


def test_ended_it_calls_nobody_and_keeps_nobody() -> None:
    clock = Clock()
    holder = Holder(cast(asyncio.AbstractEventLoop, clock))
    deadline, gone = holder.deadline, weakref.ref(holder)
    deadline.end()
    gc.disable()
    try:
        del holder
        assert gone() is None
    finally:
        gc.enable()
    deadline.set(1)
    clock.pass_until(1)
