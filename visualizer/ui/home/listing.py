"""How an entry of the home screen reads: the one place that says it, for the first frame and for the list after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from visualizer import __version__
from visualizer.ui.home.entries import Heading, Way
from visualizer.ui.home.marks import NEW, NOTHING_DONE, Marks
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.course import Card

WIDEST_TITLE = 34
"""Characters of a title that the list has room for."""

WHAT = "What happens between a socket and a Django view: one real request, over WSGI and over ASGI, step by step."
"""The one sentence."""


def title() -> Content:
    """The program's name and version."""
    return Content.assemble(("visualizer", "bold"), (f"  {__version__}", "$text-muted"))


def prompts(entries: Sequence[Heading | Way | Card], marks: Marks = NOTHING_DONE) -> list[Content]:
    """Each entry, the lessons' minutes and predictions in a column each; `marks` say what was done."""
    titles = [safe(entry.title) for entry in entries if not isinstance(entry, Heading | Way)]
    width = min(max(map(len, titles), default=0), WIDEST_TITLE)
    return [_prompt(entry, width, marks, is_first=not number) for number, entry in enumerate(entries)]


def _prompt(entry: Heading | Way | Card, width: int, marks: Marks, *, is_first: bool) -> Content:
    if isinstance(entry, Heading):
        done = sum(marks[name].is_done for name in entry.ids if name in marks)
        count = (f"   {done}/{len(entry.ids)} done", "$text-muted") if done else ""
        return Content.assemble("" if is_first else "\n", (safe(entry.text), "bold $text-primary"), count)
    if isinstance(entry, Way):
        return Content(f"     {entry.value}")
    title = safe(entry.title)
    title = title if len(title) <= width else title[: width - 1] + "…"
    mark = marks.get(entry.id)
    said = f"{entry.number:>3} {title:<{width}}  {entry.minutes:>2} min"
    if mark is None:
        return Content(f"{NEW}{said}")
    return Content.assemble((mark.letter, "bold $text-success"), said, (f"  {mark.predictions}", "$text-muted"))
