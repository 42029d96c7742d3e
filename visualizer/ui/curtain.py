"""The first frame: what the home screen will look like, drawn by one widget before the rest is imported or mounted.

As soon as it is painted, the screen that was asked for takes its place, and gets the keys that were pressed meanwhile.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from visualizer.ui.home import listing

if TYPE_CHECKING:
    from visualizer.course import Card
    from visualizer.ui.home.entries import Heading, Way


class Curtain(Screen[None]):
    """One widget."""

    DEFAULT_CSS = "Curtain Static { padding: 1 1; }"

    def __init__(
        self, entries: Sequence[Heading | Way | Card], rise: Callable[[Sequence[events.Key]], Awaitable[None]]
    ) -> None:
        """`rise` is called once this is on the screen, with the keys that were pressed by then."""
        super().__init__()
        self._entries = entries
        self._rise = rise
        self._keys: list[events.Key] = []

    def compose(self) -> ComposeResult:
        """All of it."""
        above = [Content(" ") + listing.title(), Content.styled(f" {listing.WHAT}", "$text-muted"), Content("")]
        yield Static(Content("\n").join([*above, *listing.prompts(self._entries)]))

    def on_screen_resume(self) -> None:
        """Rise when this has been painted, at first and whenever nothing lies over it any more."""
        self.call_after_refresh(self.call_next, self._up)

    async def _up(self) -> None:
        if self.is_current:
            keys, self._keys = self._keys, []
            await self._rise(keys)

    def on_key(self, event: events.Key) -> None:
        """Keep it for the screen that comes."""
        event.stop()
        event.prevent_default()
        self._keys.append(events.Key(event.key, event.character))
