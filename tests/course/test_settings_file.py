"""Settings are read as far as they are written out, and nothing of the file is run."""

from pathlib import Path

import pytest

from visualizer.course import settings_file
from visualizer.course.settings_file import read, written


def project(folder: Path, **modules: str) -> Path:
    """A project with these settings modules."""
    (folder / "project").mkdir()
    for name, text in modules.items():
        (folder / "project" / f"{name}.py").write_text(text)
    return folder


def test_what_stands_there_is_known_and_what_is_worked_out_is_not(tmp_path: Path) -> None:
    text = (
        'raise SystemExit("run!")\nDEBUG = True\nNAMES = ["a"]\nNAMES += ["b"]\nBASE = Path("x")\n'
        "TYPED: int = 3\nAHEAD: int\nlower = 1\nA = B = 2\nDEBUG_TOO = DEBUG\nBASE_TOO = 1\nBASE_TOO += BASE\n"
    )
    folder = project(tmp_path, settings=text)
    found = written(folder, "project.settings")
    assert found == {"DEBUG": True, "NAMES": ["a", "b"], "TYPED": 3, "AHEAD": None, "A": 2, "B": 2}


def test_settings_on_settings(tmp_path: Path) -> None:
    folder = project(
        tmp_path, settings="DEBUG = False\nUSE_TZ = True\n", more="from project.settings import *\n\nDEBUG = True\n"
    )
    assert written(folder, "project.more") == {"DEBUG": True, "USE_TZ": True}


def test_without_django_only_the_file_says_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> None:
        """Not installed."""

    monkeypatch.setattr(settings_file, "find_spec", nowhere)
    settings_file._defaults.cache_clear()
    try:
        assert read(project(tmp_path, settings="DEBUG = True\n"), "project.settings") == {"DEBUG": True}
    finally:
        settings_file._defaults.cache_clear()


def test_a_circle_comes_to_an_end(tmp_path: Path) -> None:
    folder = project(tmp_path, a="from project.b import *\nA = 1\n", b="from project.a import *\nB = 2\n")
    assert written(folder, "project.a") == {"A": 1, "B": 2}


def test_a_file_that_is_no_python_or_not_there_says_nothing_but_djangos_defaults(tmp_path: Path) -> None:
    folder = project(tmp_path, settings="DEBUG = \n")
    assert written(folder, "project.settings") == {} == written(folder, "project.other")
    assert read(folder, "project.settings")["APPEND_SLASH"] is True
    assert read(folder, "project.settings")["MIDDLEWARE"] == []


def test_djangos_default_is_not_told_of_what_the_project_works_out(tmp_path: Path) -> None:
    folder = project(tmp_path, settings="MIDDLEWARE = list(OTHERS)\n")
    assert "MIDDLEWARE" not in read(folder, "project.settings")
