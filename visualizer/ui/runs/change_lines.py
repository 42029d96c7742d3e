"""What differs at a level, as lines: each value's path, what the left says, what the right says, the parts that differ.

Where only one run has the event, what that event says.
"""

from __future__ import annotations

from collections.abc import Iterator

from visualizer.replay import Change, Comparison, Verdict
from visualizer.trace import Event, Value, show
from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.lesson.facts import label
from visualizer.ui.runs.kept_run import Pick
from visualizer.ui.runs.level_lines import MARKS
from visualizer.ui.runs.marking import Parts, marked
from visualizer.ui.runs.run_words import title

LONGEST = 4_000
"""Characters of one value that are compared and shown."""

_MARKS = {"changed": "≠", "removed": "−", "added": "+"}


def change_lines(comparison: Comparison, level: int, sides: tuple[Pick, Pick], width: int) -> list[Line]:
    """What there is to say of a level."""
    seen = comparison.levels[level]
    event = comparison.left(level) or comparison.right(level)
    if event is None:
        return []
    names = title(sides[0]), title(sides[1])
    if seen.verdict is Verdict.SAME:
        return [_headline(" ", event, "both say the same"), *_said(event, width)]
    if seen.verdict is Verdict.DIFFERS:
        changes = comparison.changes(level)
        count = "1 value differs" if len(changes) == 1 else f"{len(changes)} values differ"
        lines = [_headline("≠", event, count)]
        return [*lines, *(line for change in changes for line in _change(change, names, width))]
    only = names[seen.verdict is Verdict.ONLY_RIGHT]
    if seen.diverges:
        return [_headline(MARKS[seen.verdict], event, f"only in {only}"), *_said(event, width)]
    why = f"only in {only}; into how many pieces the kernel cuts the bytes is no divergence"
    return [_headline("~", event, why), *_said(event, width)]


def _headline(mark: str, event: Event, says: str) -> Line:
    name = f"{label(event.stage, event.name)} {event.phase}"
    return Line((Span(f"{mark} ", "changed"), Span(name, "strong"), Span(f"  {says}", "muted")))


def _change(change: Change, names: tuple[str, str], width: int) -> Iterator[Line]:
    """A value: where it is, what it was, what it is."""
    yield Line((Span(f"  {_MARKS[change.kind]} ", "changed"), Span(".".join(change.path), "name")))
    texts = _text(change.before), _text(change.after)
    sides: tuple[Parts, Parts] = ((), ())
    if change.kind == "changed":
        sides = marked(*texts)
    widest = max(map(len, names))
    for name, text, parts, is_there in zip(names, texts, sides, _there(change), strict=True):
        value = [Span(part.text, "differs" if part.differs else "") for part in parts] or [Span(text, "differs")]
        said = value if is_there else [Span("does not have it", "muted")]
        yield from wrap([Span(f"    {name:{widest}}  ", "muted"), *said], width, indent=widest + 6)


def _there(change: Change) -> tuple[bool, bool]:
    return change.kind != "added", change.kind != "removed"


def _text(value: Value) -> str:
    text = show(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… of {len(text)}"


def _said(event: Event, width: int) -> Iterator[Line]:
    """What an event says, key by key."""
    widest = max(map(len, event.data), default=0)
    for key, value in event.data.items():
        text = show(value)
        text = text if len(text) <= 300 else f"{text[:300]}… of {len(text)}"
        yield from wrap([Span(f"  {key:{widest}}  ", "name"), Span(text)], width, indent=min(widest + 4, width // 2))
