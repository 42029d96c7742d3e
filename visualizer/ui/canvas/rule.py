"""A title on a rule that goes on to the right edge; heavy, and in the colour of the keys, where the keys go."""

from __future__ import annotations

from visualizer.ui.canvas.line import Line, Span, width_of


def ruled(left: tuple[Span, ...], right: tuple[Span, ...], width: int, *, has_keys: bool = False) -> Line:
    """Words at the left and, perhaps, at the right of a rule of so many cells."""
    look, dash = ("rule-focused", "━") if has_keys else ("rule", "─")
    used = sum(width_of(span.text) for span in (*left, *right)) + len("─  ") + (len("  ─") if right else 0)
    rule = Span(f" {dash * (width - used)}", look)
    ends = (*right, Span(f" {dash}", look)) if right else ()
    return Line((Span(f"{dash} ", look), *left, rule), ends)
