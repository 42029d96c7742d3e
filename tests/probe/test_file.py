import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from visualizer.probe import emit, file
from visualizer.probe.buffer import Buffer
from visualizer.probe.file import File, header, versions
from visualizer.vocabulary.format import HEADER


def test_the_header_says_what_made_the_trace() -> None:
    said = header("wsgi")
    assert tuple(said) == HEADER
    assert said["scenario"] == {"name": "wsgi", "lanes": ["wsgi"]}
    assert versions()["Python"] == ".".join(map(str, sys.version_info[:3]))
    assert "Django" in versions()


def test_what_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "_PACKAGES", ("asgiref", "no such package"))
    assert sorted(versions()) == ["Python", "asgiref"]


@pytest.mark.parametrize("name", ["trace.jsonl", "trace.jsonl.gz"])
def test_a_recording_is_header_sources_and_events(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    emit.attach(Buffer("wsgi", File(path, "wsgi")))
    emit.point("socket", "recv", size=1)
    emit.detach()
    data = path.read_bytes()
    text = gzip.decompress(data) if name.endswith(".gz") else data
    records = [json.loads(line) for line in text.splitlines()]
    assert [type(record) for record in records] == [dict, dict, list]
    assert str(tmp_path) not in text.decode()


def test_a_file_that_failed_is_not_gone_on_with(tmp_path: Path) -> None:
    written = File(tmp_path / "trace", "wsgi")
    with pytest.raises(OSError, match="any more"):
        written.reopen()
    written.close()


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        File(tmp_path / "none" / "trace", "wsgi")


FORK = """
import os, sys
from visualizer import probe
from visualizer.probe import emit, file
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
    data = path.read_bytes()
    records = [json.loads(line) for line in (gzip.decompress(data) if name.endswith(".gz") else data).splitlines()]
    events = [record for record in records if isinstance(record, list)]
    numbers = {record["source"] for record in records if "source" in record}
    assert len({event[9][0] for event in events}) == 2
    assert sorted(event[0] for event in events) == [1, 1, 2]
    assert len(numbers) == 2
    assert all(event[11][0] in numbers for event in events)
