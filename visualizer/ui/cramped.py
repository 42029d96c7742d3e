"""What a terminal shows that is too small for anything else: how large it is, how large it should be."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

SMALLEST = Size(60, 16)
"""Columns and rows below which every other screen would only confuse."""


def is_cramped(size: Size) -> bool:
    """Whether there is too little room."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


class CrampedScreen(Screen[None]):
    """Lies over every other screen until there is room again."""

    DEFAULT_CSS = """
    CrampedScreen { align: center middle; }
    CrampedScreen Static { width: 100%; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Say it with figures, or go."""
        if not is_cramped(event.size):
            if self.is_current:
                self.dismiss()
            return
        has, needs = event.size, SMALLEST
        text = f"{has.width} × {has.height} is too small.\n{needs.width} × {needs.height} will do; 120 × 40 is fine."
        self.query_one(Static).update(text)
