"""Which lessons there are, and where: in the installed package, beside it in a checkout, or in a folder of yours."""

import re
from pathlib import Path

from visualizer.course.card import Card
from visualizer.course.errors import LessonError
from visualizer.course.front_matter import read_card

_LESSON = re.compile(r"\d{1,3}-.+")


def folder() -> Path:
    """The folder of the lessons that come with the program."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "lessons"
    return installed if installed.is_dir() else package.parent / "lessons"


def folders(within: Path | None = None) -> tuple[Path, ...]:
    """The lessons' folders, by number. Raises LessonError where the folder cannot be listed."""
    where = folder() if within is None else within
    try:
        found = [path for path in where.iterdir() if _LESSON.fullmatch(path.name) and path.is_dir()]
    except OSError as error:
        raise LessonError(where, None, f"no lessons here: {error.strerror}") from None
    return tuple(sorted(found, key=lambda path: (int(path.name.split("-")[0]), path.name)))


def lessons(within: Path | None = None, language: str = "") -> tuple[Card, ...]:
    """The card of every lesson, by number; reads the front matter alone. Raises the first LessonError."""
    return tuple(read_card(path, language) for path in folders(within))


def readable(within: Path | None = None, language: str = "") -> tuple[tuple[Card, ...], tuple[LessonError, ...]]:
    """The cards of the lessons that can be read, and the errors of the others: one mistake hides no other lesson.

    Raises LessonError where the folder itself cannot be listed.
    """
    cards: list[Card] = []
    errors: list[LessonError] = []
    for path in folders(within):
        try:
            cards.append(read_card(path, language))
        except LessonError as error:
            errors.append(error)
    return tuple(cards), tuple(errors)


def find(word: str, within: Path | None = None, language: str = "") -> Card:
    """The lesson of this number, id or slug. Raises LessonError, which lists what there is.

    Where there is none but a lesson cannot be read, that one may be meant, and its error is raised.
    """
    wanted = word.strip().lower()
    cards, errors = readable(within, language)
    for card in cards:
        if wanted in (card.id.lower(), card.slug, card.folder.name) or _is_number(wanted, card.number):
            return card
    if errors:
        raise errors[0]
    there = ", ".join(f"{card.number} {card.id}" for card in cards) or "none"
    raise LessonError(
        folder() if within is None else within, None, f"there is no lesson {word!r}", f"there is: {there}"
    )


def _is_number(word: str, number: int) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 9 and int(word) == number
