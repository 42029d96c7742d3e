"""What the home screen says about the entry that is looked at: made from a lesson's front matter alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from visualizer.ui.home.entries import Way, part_name
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.course import Card, LessonRequest

ABOUT = {
    Way.REQUEST: "Change the method, the path, the headers, the body, or every single byte, send it through both lanes "
    "of the demo project, and step through what becomes of it. Requests that no browser would send are welcome.",
    Way.RECORDING: "Play a trace that was recorded before, here or elsewhere. It is data: nothing of it is run, "
    "and all the keys of a lesson work on it.",
}


class Preview(Static):
    """The entry that is looked at, in some more words."""

    def __init__(self) -> None:
        super().__init__(id="preview", markup=False)

    def show(self, entry: Way | Card, more: Sequence[Content] = ()) -> None:
        """Say what this entry is, and below that what else is known of it by now."""
        self.update(Content("\n").join([*_about(entry), *more]))


def _about(entry: Way | Card) -> Iterator[Content]:
    if isinstance(entry, Way):
        yield Content.styled(entry.value, "bold")
        yield Content("")
        yield Content(ABOUT[entry])
        return
    yield Content.styled(safe(entry.title), "bold")
    yield Content.styled(f"{part_name(entry.part)} · {entry.minutes} minutes", "$text-muted")
    yield Content("")
    if entry.summary:
        yield Content(safe(entry.summary))
        yield Content("")
    yield from _facts(entry)


def _facts(card: Card) -> Iterator[Content]:
    lanes = " and ".join(lane.protocol.upper() if lane.name == lane.protocol else lane.name for lane in card.lanes)
    yield fact("runs", lanes)
    for number, request in enumerate(card.requests):
        yield fact("" if number else "sends", safe(first_line(request)))
    if card.needs:
        yield fact("after", ", ".join(card.needs))


def fact(word: str, text: str) -> Content:
    """A word, and what there is to say to it, in their columns."""
    return Content.assemble((f"{word:<7}", "$text-muted"), text)


def first_line(request: LessonRequest) -> str:
    """The request's first line, short."""
    if request.raw is not None:
        return request.raw.split(b"\r\n", 1)[0].decode("latin-1")
    return f"{request.method} {request.path}"
