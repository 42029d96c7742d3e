"""What the probe's tests share: a sink in memory, nothing armed, a program that listens."""

from collections.abc import Iterator

import pytest

from tests.probe.program import Program
from visualizer.probe import emit, hold, masking
from visualizer.probe.memory import Memory


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    monkeypatch.setattr(masking, "on", False)
    sink = Memory()
    emit.attach(sink)
    yield sink
    emit.detach()


@pytest.fixture
def program() -> Iterator[Program]:
    with Program() as listening:
        yield listening


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    token = emit.identity.set(None)
    yield
    emit.identity.reset(token)
    emit.detach()
    hold.arm([])
    hold.settings = None
