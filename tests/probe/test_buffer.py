import json
import threading
from collections.abc import Callable
from typing import Any

import pytest

from visualizer.probe import emit, lines
from visualizer.probe.buffer import Buffer
from visualizer.probe.stream import Stream
from visualizer.vocabulary.format import FIELDS


class Output:
    """Keeps the lines; `gate` can hold a write up, `failures` says how many of the next writes fail."""

    def __init__(self) -> None:
        self.text = ""
        self.gate = threading.Event()
        self.gate.set()
        self.writing = threading.Event()
        self.failures = 0
        self.refuses = False
        self.closed = False

    def write(self, text: str) -> None:
        self.writing.set()
        self.gate.wait(20)
        if self.failures:
            self.failures -= 1
            raise OSError("no")
        self.text += text

    def reopen(self) -> None:
        if self.refuses:
            raise OSError("never again")

    def close(self) -> None:
        self.closed = True

    def forked(self) -> None:
        self.reopen()

    @property
    def records(self) -> list[Any]:
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def events(self) -> list[dict[str, Any]]:
        return [dict(zip(FIELDS, record, strict=True)) for record in self.records if isinstance(record, list)]


def test_events_are_lines_after_their_source() -> None:
    output = Output()
    emit.attach(Buffer(Stream("wsgi", output)))
    emit.point("socket", "recv", size=1)
    emit.point("socket", "recv", size=2)
    emit.detach()
    assert [type(record) for record in output.records] == [dict, list, list]
    assert output.records[0]["name"] == "tests/probe/test_buffer.py"
    assert [event["lane"] for event in output.events] == ["wsgi", "wsgi"]
    assert output.events[1]["source"][0] == output.records[0]["source"]
    assert output.closed


def test_what_a_full_queue_cannot_keep_is_counted_in_an_event_in_order() -> None:
    output = Output()
    buffer = Buffer(Stream("wsgi", output), limit=2)
    emit.attach(buffer)
    output.gate.clear()
    emit.point("socket", "recv")
    assert output.writing.wait(20)
    for _ in range(5):
        emit.point("socket", "recv")
    buffer.ping(7)
    output.gate.set()
    emit.detach()
    seqs = [event["seq"] for event in output.events]
    assert seqs == sorted(seqs)
    lost = [event for event in output.events if event["name"] == "lost"]
    assert [event["data"] for event in lost] == [{"count": 3, "reason": "the queue was full"}]
    assert {"pong": 7, "lost": 3} in output.records


def test_a_loss_is_reported_with_the_next_event() -> None:
    output = Output()
    buffer = Buffer(Stream("wsgi", output))
    emit.attach(buffer)
    buffer.lose("why", 2)
    buffer.lose("why")
    emit.point("socket", "recv")
    emit.detach()
    assert [event["name"] for event in output.events] == ["recv", "lost"]
    assert output.events[1]["data"] == {"count": 3, "reason": "why"}


def test_a_failed_write_loses_its_batch_and_sources_are_said_again() -> None:
    output = Output()
    emit.attach(Buffer(Stream("wsgi", output)))
    output.failures = 1
    output.gate.clear()
    emit.point("socket", "recv")
    assert output.writing.wait(20)
    emit.point("socket", "send")
    output.gate.set()
    emit.detach()
    assert isinstance(output.records[0], dict)
    assert [event["name"] for event in output.events if event["name"] != "lost"] == ["send"]


def failing(act: Callable[[Buffer], None], capsys: pytest.CaptureFixture[str]) -> str:
    output = Output()
    output.failures, output.refuses = 1, True
    buffer = Buffer(Stream("wsgi", output))
    emit.attach(buffer)
    act(buffer)
    buffer.close()
    assert not emit.on
    return capsys.readouterr().err


def test_where_writing_has_become_impossible_the_probe_falls_silent(capsys: pytest.CaptureFixture[str]) -> None:
    said = failing(lambda _: _emit(), capsys)
    assert said == "visualizer: nothing is recorded from here on: never again\n"


def _emit() -> None:
    emit.point("socket", "recv")


def test_a_forked_process_that_cannot_report_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert "never again" in failing(Buffer.forked, capsys)


def test_in_the_place_of_a_line_that_is_too_long_stands_that_it_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LINE_LIMIT", 1000)
    output = Output()
    buffer = Buffer(Stream("wsgi", output))
    emit.attach(buffer)
    made = emit.event("socket", "recv", "point", None, {"bytes": b"x" * 2000}, None)
    buffer.ping(1)
    emit.detach()
    (lost,) = output.events
    assert made is not None
    assert (lost["seq"], lost["stage"], lost["name"], lost["phase"]) == (made[0], "lane", "lost", "point")
    assert lost["data"] == {"count": 1, "reason": "it was too long"}
    assert {"pong": 1, "lost": 1} in output.records


def test_many_events_make_several_batches() -> None:
    output = Output()
    emit.attach(Buffer(Stream("wsgi", output)))
    output.gate.clear()
    for _ in range(2500):
        emit.event("socket", "recv", "point", None, {}, None)
    output.gate.set()
    emit.detach()
    assert len(output.events) == 2500
