"""Code: the file whose statement acts, highlighted, the acting lines marked ▶ and in sight."""

from functools import lru_cache

from visualizer.replay.code import CodeView
from visualizer.ui.canvas import Line, Span, wrap
from visualizer.ui.lesson.highlight import python_lines
from visualizer.ui.lesson.pane import Picture

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
    lines = list(_lines(code.file.text))
    for number in range(first, min(last, len(lines))):
        lines[number] = _acting(lines[number])
    return Picture(lines, top=max(first - page // 3, 0))


def code_title(code: CodeView) -> str:
    """FILE:LINE of the statement, and how near to the event it is."""
    name = code.file.name if code.file else "unknown file"
    nearness = NEARNESS[code.nearness]
    return f"{name}:{code.source.first}" + (f" · {nearness}" if nearness else "")


@lru_cache(maxsize=32)
def _lines(text: str) -> tuple[Line, ...]:
    spans = python_lines(text)
    digits = len(str(len(spans)))
    return tuple(Line((Span(f"  {number:>{digits}}  ", "gutter"), *line)) for number, line in enumerate(spans, start=1))


def _acting(line: Line) -> Line:
    number, *rest = line.left
    return line._replace(left=(Span("▶ " + number.text[2:], "current"), *rest), fill="acting")
