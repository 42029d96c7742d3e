"""One line-based canvas for every pane: immutable lines in, and only the lines that changed are painted."""

from visualizer.ui.canvas.canvas import Canvas
from visualizer.ui.canvas.line import BLANK, Line, Span
from visualizer.ui.canvas.wrap import wrap

__all__ = ["BLANK", "Canvas", "Line", "Span", "wrap"]
