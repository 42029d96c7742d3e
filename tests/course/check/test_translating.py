"""Translations: found by their language, and the same in everything but words."""

from pathlib import Path

import pytest

from tests.course.project import TEXT, problems, small
from visualizer.course import find, lessons, load
from visualizer.course.check.running import check
from visualizer.course.check.translating import translations

GERMAN = TEXT.replace("A small lesson", "Eine kleine Lektion").replace("It runs in", "Sie läuft in")


def translated(root: Path, text: str = GERMAN) -> Path:
    """The small lesson with a German translation."""
    folder = small(root)
    (folder / "lesson.de.md").write_text(text, encoding="utf-8")
    return folder


def test_a_lesson_is_read_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    folder = translated(tmp_path)
    assert load(folder, "de").stops[0].story.startswith("Sie läuft in")
    card = find("small", tmp_path, "de")
    assert (card.title, card.language, card.path.name) == ("Eine kleine Lektion", "de", "lesson.de.md")


@pytest.mark.parametrize("language", ["", "fr", "../de", "de/../de"])
def test_without_a_translation_it_is_read_as_it_is(tmp_path: Path, language: str) -> None:
    folder = translated(tmp_path)
    assert load(folder, language).card.language == ""
    assert [card.title for card in lessons(tmp_path, language)] == ["A small lesson"]


def test_a_good_translation_has_no_mistakes(tmp_path: Path) -> None:
    assert list(translations(load(translated(tmp_path)))) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "small"', 'id = "klein"', "its id are not those of lesson.md"),
        ("view enter in wsgi", "view exit in wsgi", "its stops are not"),
        ("#thread", "#faden", "there is no question 'thread'"),
        ("- [x] in", "- [ ] in", "0 right answers"),
        ('== "MainThread"', '!= "MainThread"', "its claims are not"),
        ("```task created", "```task anders", "its tasks are not"),
        ('path = "/"', 'path = "/a"', "its requests are not"),
    ],
)
def test_a_translation_changes_words_alone(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in GERMAN
    (found,) = problems(list(translations(load(translated(tmp_path, GERMAN.replace(old, new))))))
    assert problem in found


async def test_check_looks_at_translations(tmp_path: Path) -> None:
    folder = translated(tmp_path)
    (folder / "lesson.de.md").write_bytes(b"\xff")
    assert problems((await check(folder, [])).errors) == ["is not UTF-8 text"]
