import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.probe.program import Program
from visualizer import probe
from visualizer.probe import emit, hold


def test_without_a_program_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUALIZER_LINK", raising=False)
    assert not probe.start()
    assert not emit.on


def test_a_program_that_does_not_answer_is_said(
    monkeypatch: pytest.MonkeyPatch, program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    program.stop()
    for name, value in program.environment.items():
        monkeypatch.setenv(name, value)
    assert not probe.start()
    assert not emit.on
    assert "visualizer: nothing is reported:" in capsys.readouterr().err


def test_a_program_that_answers_gets_the_events_and_can_hold(monkeypatch: pytest.MonkeyPatch, program: Program) -> None:
    for name, value in program.environment.items():
        monkeypatch.setenv(name, value)
    assert probe.start()
    assert emit.on
    assert hold.settings == program.settings._replace(hold_seconds=600.0)
    assert program.next("events").hello["lane"] == "wsgi"


def test_a_recording_ends_with_the_process(tmp_path: Path) -> None:
    path = tmp_path / "trace.jsonl"
    code = "import sys; from visualizer import probe; from visualizer.probe import emit\nprobe.record(sys.argv[1])\n"
    code += "for _ in range(500): emit.point('lane', 'listen')\n"
    environment = {**os.environ, "VISUALIZER_LANE": "named"}
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, timeout=60, env=environment)
    records = [json.loads(line) for line in path.read_text().splitlines()]
    assert records[0]["scenario"]["name"] == "named"
    assert sum(isinstance(record, list) for record in records) == 500


def test_importing_the_probe_imports_neither_django_nor_a_dependency() -> None:
    code = "import sys, visualizer.probe.wsgi, visualizer.probe.asgi\n"
    code += "print(sorted({name.partition('.')[0] for name in sys.modules} & set(sys.argv[1:])))"
    names = ["django", "asgiref", "msgspec", "h11", "textual", "rich"]
    run = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"
