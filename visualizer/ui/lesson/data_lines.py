"""Data: what the event says and what it changed, below it environ or scope with the client's keys marked C."""

from collections.abc import Iterator
from functools import lru_cache

from visualizer.replay.data import Change, DataView, Entry
from visualizer.trace import Event, Value, show
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.facts import label, text_of
from visualizer.ui.live.hold_lines import held_lines

WIDEST_KEY = 24
LONGEST_VALUE = 600
"""Characters of one value that are shown; its true length stands behind them."""

CLIENT = "C"
_CHANGE_MARKS = {"added": "+", "removed": "−", "changed": "≠"}


def data_lines(data: DataView, event: Event | None, width: int, held: str = "") -> list[Line]:
    """The lines of the Data tab for one lane; `held` is what there is to say of the event's having been held."""
    lines: list[Line] = []
    if event is not None:
        lines += [*_event(data, event, width), *held_lines(held, width), BLANK]
    if data.kind:
        lines += _request(data, width)
    return lines


def _event(data: DataView, event: Event, width: int) -> Iterator[Line]:
    outcome = {"raised": "✗ raised", "cancelled": "⊘ cancelled"}.get(event.outcome or "", event.phase)
    yield Line((Span("● ", "current"), Span(label(event.stage, event.name), "strong"), Span(f"  {outcome}", "muted")))
    shown = {key: value for key, value in data.data.items() if not (event.stage == key and data.entries)}
    widest = _widest(list(shown))
    for key, value in shown.items():
        yield from _pair("  ", Span(key, "name"), widest, _short(value), width)
    for change in data.changes:
        yield from _change(change, width)


def _change(change: Change, width: int) -> Iterator[Line]:
    """A difference from the event before of the same kind: what it was, and what it is."""
    mark = _CHANGE_MARKS[change.kind]
    before = () if change.kind == "added" else (Span(_short(change.before), "muted"), Span(" → ", "muted"))
    after = () if change.kind == "removed" else (Span(_short(change.after), "changed"),)
    key = Span(f"{mark} {'.'.join(change.path)}  ", "changed")
    yield from wrap([key, *before, *after], width, indent=4)


def _request(data: DataView, width: int) -> Iterator[Line]:
    """Every key of environ or scope, the client's marked."""
    yield Line(
        (
            Span(data.kind, "strong"),
            Span(f"  {len(data.entries)} keys, {data.client_keys} of them the client's: ", "muted"),
            Span(CLIENT, "client"),
        )
    )
    keys = [text_of(entry.key) for entry in data.entries]
    widest = _widest(keys)
    for key, entry in zip(keys, data.entries, strict=True):
        yield from _entry(key, entry, widest, width)


def _entry(key: str, entry: Entry, widest: int, width: int) -> Iterator[Line]:
    mark = CLIENT if entry.is_client else " "
    name = Span(key, "client" if entry.is_client else "name")
    first, *rest = _pair(f"{mark} ", name, widest, _short(entry.value), width)
    origin = f"← {entry.origin[0]}" if entry.origin else ""
    if origin and width_of(first.text) + width_of(origin) + 2 < width:
        first = first._replace(right=(Span(origin, "muted"),))
    yield first
    yield from rest


@lru_cache(maxsize=4096)
def _pair(mark: str, key: Span, widest: int, value: str, width: int) -> tuple[Line, ...]:
    """A key and its value, whose further lines stand below its first; most stay as they are from event to event."""
    padding = Span(" " * max(widest - width_of(key.text), 0) + "  ")
    indent = min(widest + len(mark) + 2, max(width - 12, 0))
    return tuple(wrap([Span(mark, "client"), key, padding, Span(value)], width, indent=indent))


def _widest(keys: list[str]) -> int:
    return min(max(map(width_of, keys), default=0), WIDEST_KEY)


def _short(value: Value) -> str:
    shown = show(value)
    return shown if len(shown) <= LONGEST_VALUE else f"{shown[:LONGEST_VALUE]}… of {len(shown)}"
