"""A new lesson passes `check` as it is laid out."""

from pathlib import Path

import pytest

from tests.course.project import problems
from visualizer.cli import main as cli
from visualizer.course import LessonError, lessons, load
from visualizer.course.check.running import check
from visualizer.course.scaffold import create


async def test_new_lessons_pass_check(tmp_path: Path) -> None:
    folders = [create(name, tmp_path / "mine") for name in ("slow-client", "second", "third")]
    assert [folder.name for folder in folders] == ["01-slow-client", "02-second", "03-third"]
    assert load(folders[0]).card.title == "Slow client"
    for folder in (folders[0], folders[2]):
        result = await check(folder, lessons(tmp_path / "mine"), record=True, mutate=True)
        assert problems(result.errors) == []
        assert result.falsified == 2


@pytest.mark.parametrize("name", ["", "Slow", "a b", "../x", "-a"])
def test_a_name_must_be_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(LessonError, match="is no name for a lesson"):
        create(name, tmp_path)


def test_a_lesson_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    create("twice", tmp_path)
    with pytest.raises(LessonError, match="there already"):
        create("twice", tmp_path)


def test_the_command_line_lays_one_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(["lesson", "new", "mine", "--lessons", str(tmp_path)]) == 0
    assert "check 01-mine --lessons" in capsys.readouterr().out
    assert cli(["lesson", "list", "--lessons", str(tmp_path)]) == 0
    assert "Mine" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["lesson", "new"], "wants a name"),
        (["lesson", "new", "Not so"], "is no name for a lesson"),
        (["lesson", "mine", "--lessons", "."], "say --trust to let it"),
    ],
)
def test_the_command_line_says_what_is_wrong(
    words: list[str],
    problem: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    create("mine", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli(words) == 2
    assert problem in capsys.readouterr().err
