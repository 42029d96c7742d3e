"""A difference between two files as lines: what goes, what comes, and what stays around them."""

from visualizer.ui.canvas import Line, Span, wrap

_LOOKS = {"+": "right", "-": "wrong", "@": "muted"}


def difference_lines(text: str, width: int) -> list[Line]:
    """The lines of a unified diff; a long one goes on in the next."""
    return [part for line in text.splitlines() for part in wrap([Span(line, _look(line))], width, indent=4)]


def _look(line: str) -> str:
    return "muted" if line.startswith(("+++", "---")) else _LOOKS.get(line[:1], "")
