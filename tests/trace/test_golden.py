"""The golden files are what the script makes, are read and written byte for byte the same, and keep the vocabulary."""

from collections import Counter
from pathlib import Path

import pytest

from tests.golden.make import LANES, golden, path
from visualizer.trace import Event, load, save
from visualizer.vocabulary.names import is_user_code, kind_of

NAMES = sorted(LANES)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_what_the_script_makes(name: str) -> None:
    loaded, made = load(path(name)), golden(name)
    assert loaded.warning is None
    assert loaded.trace.header == made.header
    assert loaded.trace.sources == made.sources
    assert loaded.trace.lanes == made.lanes
    for lane in made.lanes:
        assert loaded.trace.events(lane) == made.events(lane)


@pytest.mark.parametrize("name", NAMES)
def test_read_and_written_it_is_the_same(name: str, tmp_path: Path) -> None:
    save(load(path(name)).trace, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == path(name).read_bytes()


def _events(name: str) -> list[tuple[str, Event]]:
    trace = golden(name)
    return [(lane, event) for lane in trace.lanes for event in trace.events(lane)]


@pytest.mark.parametrize("name", NAMES)
def test_every_event_is_of_a_known_kind_with_its_data(name: str) -> None:
    for _, event in _events(name):
        if is_user_code(event.stage, event.name) or event.outcome in ("raised", "cancelled"):
            continue
        kind = kind_of(event.stage, event.name)
        assert kind is not None, event
        assert (kind.shape == "point") is (event.phase == "point")
        entered, _, left = kind.data.partition("→")
        keys = left if event.phase == "exit" else entered
        assert ", ".join(event.data) == keys.strip(), event


@pytest.mark.parametrize("name", NAMES)
def test_time_and_seq_grow_and_spans_are_closed(name: str) -> None:
    trace = golden(name)
    for lane in trace.lanes:
        events = trace.events(lane)
        times = [event.time for event in events]
        assert times == sorted(set(times))
        open_spans: Counter[tuple[object, ...]] = Counter()
        for event in events:
            span = event.exchange, event.stage, event.name, event.place
            open_spans[span] += {"enter": 1, "exit": -1, "point": 0}[event.phase]
            assert open_spans[span] in (0, 1)
        assert not +open_spans


def test_the_lanes_do_different_things_in_the_same_order() -> None:
    def user_code(lane: str) -> list[tuple[str, str]]:
        return [(e.name, e.phase) for e in golden("both").events(lane) if is_user_code(e.stage, e.name)]

    assert user_code("wsgi") == user_code("asgi")
    assert user_code("wsgi") == [
        ("SessionMiddleware", "enter"),
        ("hello", "enter"),
        ("hello", "exit"),
        ("SessionMiddleware", "exit"),
    ]


def test_a_request_has_27_keys_in_its_environ_and_14_in_its_scope() -> None:
    found = {e.stage: e.data for _, e in _events("both") if (e.name, e.phase) == ("application", "enter")}
    environ, scope = found["environ"]["environ"], found["scope"]["scope"]
    assert len(getattr(environ, "items", ())) == 27
    assert len(getattr(scope, "items", ())) == 14


def test_sizes_are_those_of_the_bytes() -> None:
    for name in NAMES:
        for _, event in _events(name):
            if "bytes" in event.data and "size" in event.data:
                assert event.data["size"] == len(getattr(event.data["bytes"], "text", "")), event
