import gzip
import json
import os
import sys
from pathlib import Path

import pytest

from visualizer.probe import file
from visualizer.probe.file import File, create, header, versions
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


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        create(tmp_path / "none" / "trace", "wsgi")


def test_each_batch_is_in_the_file_when_it_has_been_written(tmp_path: Path) -> None:
    for name in ("trace", "trace.gz"):
        path = tmp_path / name
        descriptor = create(path, "wsgi")
        File(descriptor, name.endswith(".gz")).write("[1]\n[2]\n")
        data = path.read_bytes()
        text = gzip.decompress(data) if name.endswith(".gz") else data
        assert [json.loads(line) for line in text.splitlines()][1:] == [[1], [2]]
        os.close(descriptor)
