"""The line at the bottom that says which keys do something now; made from the bindings, so that it cannot be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static


class KeyBar(Static):
    """The keys of the screen it is on, each of which can be clicked."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        background: $footer-background;
        color: $footer-foreground;
    }
    """

    def __init__(self, first: Sequence[str] = ()) -> None:
        """`first` are the keys that come before all others, in this order."""
        super().__init__(markup=False)
        self._first = first
        self.auto_links = False  # the keys are highlighted as keys, not as links

    def on_mount(self) -> None:
        """Follow the bindings from now on."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen:
            found = sorted(shown(screen), key=self._rank)
            self.update(Content("   ").join(_key(self.app.get_key_display(each.binding), each) for each in found))

    def _rank(self, active: ActiveBinding) -> int:
        key = active.binding.key
        return self._first.index(key) if key in self._first else len(self._first)


def shown(screen: Screen[Any]) -> Iterator[ActiveBinding]:
    """The bindings that are to be seen, one for each action."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        if active.binding.show and active.enabled and active.binding.action not in seen:
            seen.add(active.binding.action)
            yield active


def _key(display: str, active: ActiveBinding) -> Content:
    text = Content.assemble((display, "bold $footer-key-foreground"), f" {active.binding.description}")
    return text.stylize(Style.from_meta({"@click": f"app.simulate_key({active.binding.key!r})"}))
