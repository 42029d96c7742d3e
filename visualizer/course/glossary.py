"""The words of the field, each in two plain sentences: read from glossary.md once, when somebody asks."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HEADING = re.compile(r"^## (.+?)(?: \((.+)\))?$\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Term:
    """One word and what it means."""

    name: str
    """As it is written in running text."""
    alias: str
    """Another word for the same, or empty."""
    meaning: str
    """Two sentences of Markdown."""


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a glossary: each level-2 heading with the paragraph below it."""
    words = _HEADING.split(text)[1:]
    return tuple(
        Term(name, alias or "", meaning.strip())
        for name, alias, meaning in zip(words[0::3], words[1::3], words[2::3], strict=True)
    )


@cache
def glossary() -> tuple[Term, ...]:
    """Every term, in the order of the alphabet."""
    text = Path(__file__).with_name("glossary.md").read_text(encoding="utf-8")
    return tuple(sorted(parse(text), key=lambda term: term.name.lower()))


def find(word: str) -> Term | None:
    """The term for this word, whether it is written in capitals or as its alias; None where there is none."""
    wanted = word.strip().lower()
    named = (term for term in glossary() if wanted in (term.name.lower(), term.alias.lower()))
    return next(named, None) if wanted else None
