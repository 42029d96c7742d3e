"""Code: the file whose statement acts, highlighted, the acting lines marked ▶ and in sight."""

from functools import lru_cache

from visualizer.replay.code import CodeView
from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.lesson.highlight import python_lines
from visualizer.ui.lesson.pane import Picture

CONTINUED = 4
"""How much further in a line goes on that is too long for the pane."""

NEARNESS = {
    "here": "",
    "other end": "the other end of this span",
    "around": "the call around it",
    "before": "the latest before it",
}


def code_picture(code: CodeView | None, width: int, page: int) -> Picture:
    """The file with its acting lines in the upper third of the page."""
    if code is None:
        return Picture((Line((Span("no statement is known here", "muted"),)),), top=0)
    if code.file is None or code.file.text is None:
        why = "The text of this file is not part of the recording: it is too long, or nobody sent it."
        return Picture(wrap([Span(why, "muted")], width), top=0)
    first, last = code.source.first - 1, code.source.last
    lines = _lines(code.file.text)
    acting = [part for line in lines[first:last] for part in _acting(line, width)]
    return Picture([*lines[:first], *acting, *lines[last:]], top=max(first - page // 3, 0))


def code_title(code: CodeView, width: int) -> str:
    """FILE:LINE of the statement and how near to the event it is; a file's name too long for it loses its beginning."""
    nearness = NEARNESS[code.nearness]
    where = f"{code.file.name if code.file else 'unknown file'}:{code.source.first}"
    whole = f"{where} · {nearness}" if nearness else where
    if len(whole) <= width:
        return whole
    return where if len(where) <= width else f"…{where[1 - width :]}"


@lru_cache(maxsize=32)
def _lines(text: str) -> tuple[Line, ...]:
    spans = python_lines(text)
    digits = len(str(len(spans)))
    return tuple(Line((Span(f" {number:>{digits}} ", "gutter"), *line)) for number, line in enumerate(spans, start=1))


def _acting(line: Line, width: int) -> list[Line]:
    """A line that acts is shown whole, in as many lines as it takes."""
    number, *code = line.left
    text = "".join(span.text for span in code)
    indent = len(number.text) + len(text) - len(text.lstrip()) + CONTINUED
    return wrap([Span("▶" + number.text[1:], "current"), *code], width, indent=min(indent, width // 2), fill="acting")
