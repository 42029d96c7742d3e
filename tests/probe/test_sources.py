import hashlib
import sys
from pathlib import Path

import pytest

from visualizer.probe.sources import Sources, relative
from visualizer.vocabulary.limits import SOURCE_LIMIT


def test_a_file_is_announced_once_and_numbered_in_order(tmp_path: Path) -> None:
    first, second = tmp_path / "first.py", tmp_path / "second.py"
    first.write_text("a = 1\nb = 2\n")
    second.write_text("c = 3\n")
    sources = Sources()
    resolved = sources.resolve(("at", str(first), 2, "first"))
    assert resolved.source == [1, 2, 2]
    assert resolved.announcement == {
        "source": 1,
        "name": "first.py",
        "hash": hashlib.sha256(b"a = 1\nb = 2\n").hexdigest(),
        "text": "a = 1\nb = 2\n",
    }
    assert sources.resolve(("at", str(first), 1, "first")) == ([1, 1, 1], None)
    assert sources.resolve(("at", str(first), 1, "first")) == ([1, 1, 1], None)
    assert sources.resolve(("at", str(second), 1, "second")).source == [2, 1, 1]
    assert sources.resolve(("at", str(second), 9, "second")).source is None


@pytest.mark.parametrize("content", [None, b"a = (", b"a = '\xff'", b"# coding: nonsense\n", b"a\x00"])
def test_what_cannot_be_read_as_python_has_no_source(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "file.py"
    if content is not None:
        file.write_bytes(content)
    sources = Sources()
    assert sources.resolve(("at", str(file), 1, "file")) == (None, None)
    assert sources.resolve(("at", str(file), 2, "file")) == (None, None)


def test_no_site_no_source() -> None:
    assert Sources().resolve(None) == (None, None)


def test_a_large_file_is_named_without_its_text(tmp_path: Path) -> None:
    file = tmp_path / "large.py"
    file.write_text("# long\n" * (SOURCE_LIMIT // 7 + 1) + "a = 1\n")
    announced = Sources(7000).resolve(("at", str(file), SOURCE_LIMIT // 7 + 2, "large")).announcement
    assert announced is not None
    assert (announced["source"], announced["text"]) == (7001, None)


def test_names_are_relative_to_the_import_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "project" / "hello"
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "project")])
    assert relative(str(inside / "views.py"), "hello.views") == "hello/views.py"
    assert relative(str(inside / "__init__.py"), "hello") == "hello/__init__.py"
    assert relative(str(inside / "views.py"), "__main__") == "hello/views.py"
    monkeypatch.setattr(sys, "path", [])
    assert relative(str(inside / "views.py"), "__main__") == "views.py"
