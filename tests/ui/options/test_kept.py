"""Options are there at the next start; a file that is damaged is none, and nothing of it is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from visualizer.ui.options.kept import NAME, KeptOptions


def test_what_was_changed_is_there_at_the_next_start(tmp_path: Path) -> None:
    options = {"wsgi": {"threads": 4, "head": 2.5, "MIDDLEWARE": ["a.B"]}, "asgi": {"DEBUG": True, "X": (1, b"\x00")}}
    KeptOptions(tmp_path / "deep").save(options)
    assert KeptOptions(tmp_path / "deep").load() == options
    KeptOptions(tmp_path / "deep").save({})
    assert list((tmp_path / "deep").iterdir()) == []
    assert KeptOptions(tmp_path / "deep").load() == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        '{"lanes": 1}',
        '{"lanes": {"wsgi": 1}}',
        '{"lanes": {"wsgi": {"threads": 4}}}',
        '{"lanes": {"wsgi": {"threads": "open(\'x\', \'w\')"}}}',
        '{"other": {}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file_is_none(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / NAME).write_text(text)
    assert KeptOptions(tmp_path).load() == {}
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
