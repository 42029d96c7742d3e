import errno
import gzip
import json
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from visualizer.probe import emit
from visualizer.probe.buffer import Buffer
from visualizer.probe.recording import FLUSH, Recording


def records(path: Path) -> list[Any]:
    data = path.read_bytes()
    return [json.loads(line) for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()]


@pytest.mark.parametrize("name", ["trace.jsonl", "trace.jsonl.gz"])
def test_a_recording_is_header_sources_and_events(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    emit.attach(Buffer(Recording(path, "wsgi")))
    emit.point("socket", "recv", size=1)
    emit.detach()
    found = records(path)
    assert [type(record) for record in found] == [dict, dict, list]
    assert str(tmp_path) not in json.dumps(found)


def test_what_an_application_ties_into_its_values_is_copied_and_described(tmp_path: Path) -> None:
    path = tmp_path / "trace.jsonl"
    emit.attach(Buffer(Recording(path, "wsgi")))
    environ: dict[Any, Any] = {"wsgi.errors": sys.stderr, "PATH_INFO": "/", 1: [b"a"]}
    emit.point("environ", "application", environ=environ)
    environ.clear()
    emit.detach()
    (_, [key, value], number) = records(path)[-1][10]["environ"][1]
    assert (key, value, number) == ("PATH_INFO", "/", [1, ["list", [["bytes", "a"]]]])


def _writer(recording: Recording) -> "subprocess.Popen[bytes]":
    assert recording._writer is not None
    return recording._writer


def test_where_the_writer_has_been_killed_the_probe_falls_silent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording = Recording(tmp_path / "trace", "wsgi")
    emit.attach(Buffer(recording))
    _writer(recording).kill()
    _writer(recording).wait()
    while emit.on:
        emit.point("socket", "recv")
    assert capsys.readouterr().err == (
        "visualizer: nothing is recorded from here on: the trace file cannot be written any more\n"
    )


def test_a_process_that_is_killed_has_recorded_what_it_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "trace"
    recording = Recording(path, "wsgi")
    items = [pickle.dumps(_event(number)) for number in range(3)]
    recording.write(items[:2], 0)
    pipe = _writer(recording).stdin
    assert pipe is not None
    pipe.write(items[2] + items[2][:10])  # Killed in the middle of the fourth.
    recording.close()
    assert [record[0] for record in records(path)[1:]] == [0, 1, 2]


def _event(number: int) -> tuple[Any, ...]:
    return (number, 1, None, 1, 1, "socket", "recv", "point", None, [1, "MainThread", None], {}, None, "probe")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_the_writer_says_by_its_exit_status_why_it_cannot_write() -> None:
    command = [sys.executable, "-m", "visualizer.probe.writer", "wsgi", "0", "0"]
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(command, input=pickle.dumps(_event(1)) + FLUSH, stdout=full, timeout=60)
    assert run.returncode == errno.ENOSPC


def test_why_the_writer_could_not_write_is_said(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "trace", "wsgi")
    _writer(recording).kill()
    _writer(recording).wait()
    _writer(recording).returncode = errno.ENOSPC
    with pytest.raises(OSError, match="any more: No space left on device"):
        recording.reopen()
    recording.close()


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or sys.platform == "win32", reason="no terminal of this kind here")
def test_an_interrupt_from_the_terminal_is_not_for_the_writer(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "trace", "wsgi")
    assert os.getpgid(_writer(recording).pid) != os.getpgid(0)
    recording.close()


FORK = """
import os, sys
from visualizer import probe
from visualizer.probe import emit
probe.record(sys.argv[1], "wsgi")
emit.point("lane", "listen")
pid = os.fork()
emit.point("socket", "accept")
emit.detach()
if pid == 0:
    os._exit(0)
os.waitpid(pid, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("name", ["trace.jsonl", "trace.jsonl.gz"])
def test_forked_processes_write_into_one_file(tmp_path: Path, name: str) -> None:
    script, path = tmp_path / "script.py", tmp_path / name
    script.write_text(FORK)
    subprocess.run([sys.executable, str(script), str(path)], check=True, timeout=60)
    found = records(path)
    events = [record for record in found if isinstance(record, list)]
    numbers = {record["source"] for record in found if "source" in record}
    assert len({event[9][0] for event in events}) == 2
    assert sorted(event[0] for event in events) == [1, 1, 2]
    assert len(numbers) == 2
    assert all(event[11][0] in numbers for event in events)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_that_hands_nothing_on_has_no_writer_and_leaves_the_parents_alone(tmp_path: Path) -> None:
    script, path = tmp_path / "script.py", tmp_path / "trace"
    script.write_text(FORK.replace('emit.point("socket", "accept")', 'if pid: emit.point("socket", "accept")'))
    subprocess.run([sys.executable, str(script), str(path)], check=True, timeout=60)
    assert [record[6] for record in records(path) if isinstance(record, list)] == ["listen", "accept"]


def test_without_a_writer_there_is_no_reason_to_be_said(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "trace", "wsgi")
    recording.close()
    with pytest.raises(OSError, match=r"cannot be written any more$"):
        recording.reopen()


def test_what_a_dead_writer_was_to_get_at_last_is_lost_without_a_word(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "trace", "wsgi")
    pipe = _writer(recording).stdin
    assert pipe is not None
    pipe.write(pickle.dumps(_event(1)))
    _writer(recording).kill()
    _writer(recording).wait()
    recording.close()
    assert [type(record) for record in records(tmp_path / "trace")] == [dict]
