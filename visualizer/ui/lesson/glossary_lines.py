"""The glossary as lines: each term with its meaning, in the order of the alphabet."""

from visualizer.course import glossary
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lesson.markdown import inline


def glossary_lines(width: int) -> list[Line]:
    """Every term."""
    lines: list[Line] = []
    for term in glossary.glossary():
        alias = [Span(f" ({term.alias})", "muted")] if term.alias else []
        lines += wrap([Span(term.name, "own"), *alias], width)
        lines += wrap([Span("  "), *inline(term.meaning)], width, indent=2)
        lines.append(BLANK)
    return lines
