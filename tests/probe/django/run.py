"""Running a request through a Django project in a process of its own, and reading what the probe saw."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

HERE = "tests.probe.django.project"


class Event(NamedTuple):
    text: str
    """stage, name, and outcome or phase"""
    thread: str
    """M for the main thread, W for every other"""
    task: str | None
    data: dict[str, Any]
    code: str
    """The source: name:first-last"""
    identity: tuple[int, int]


class Run(NamedTuple):
    said: str
    """the status and the body"""
    headers: str
    events: list[Event]
    errors: str

    def texts(self, *stages: str) -> list[str]:
        return [event.text for event in self.events if event.text.split()[0] in stages]

    def one(self, text: str) -> Event:
        (found,) = [event for event in self.events if event.text == text]
        return found

    def switches(self) -> int:
        """How often the work went from one thread to another."""
        threads = [event.thread for event in self.events]
        return sum(before != after for before, after in pairwise(threads))


def run(tmp_path: Path, mode: str, path: str, *middleware: str, secrets: str = "show", watched: bool = True) -> Run:
    trace = tmp_path / "trace.jsonl"
    settings = {
        "ROOT_URLCONF": HERE,
        "MIDDLEWARE": [name if name.startswith("django.") else f"{HERE}.{name}" for name in middleware],
    }
    command = [
        sys.executable,
        "-c",
        f"from {HERE} import main; main()",
        mode,
        str(trace) if watched else "",
        json.dumps(settings),
        path,
    ]
    environment = {**os.environ, "VISUALIZER_SECRETS": secrets}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    said, _, headers = done.stdout.rstrip("\n").rpartition("\n")
    return Run(said, headers, read(trace) if watched else [], done.stderr)


def read(trace: Path) -> list[Event]:
    records = [json.loads(line) for line in trace.read_text().splitlines()]
    names = {record["source"]: record["name"] for record in records if isinstance(record, dict) and "source" in record}
    return [_event(record, names) for record in records if isinstance(record, list)]


def _event(record: list[Any], names: dict[int, str]) -> Event:
    source = record[11]
    return Event(
        text=f"{record[5]} {record[6]} {record[8] or record[7]}",
        thread="M" if record[9][1] == "MainThread" else "W",
        task=record[9][2],
        data=record[10],
        code=f"{names[source[0]]}:{source[1]}-{source[2]}" if source else "",
        identity=(record[3], record[4]),
    )
