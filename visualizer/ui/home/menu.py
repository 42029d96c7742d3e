"""The list of the home screen: draws entries, says which one is looked at and which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from visualizer.ui.home.entries import Heading, Way
from visualizer.ui.home.listing import prompts
from visualizer.ui.home.marks import NOTHING_DONE, Marks

if TYPE_CHECKING:
    from visualizer.course import Card


class Menu(OptionList):
    """The entries, one of which is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="menu.open", tooltip="Open what is highlighted"),
    ]

    class Looked(Message):
        """Another entry is highlighted."""

        def __init__(self, entry: Way | Card) -> None:
            super().__init__()
            self.entry = entry

    class Chosen(Message):
        """An entry was chosen, by Enter or a click."""

        def __init__(self, entry: Way | Card) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, entries: Sequence[Heading | Way | Card]) -> None:
        self._entries = list(entries)
        self._marks = NOTHING_DONE
        super().__init__(*_options(self._entries, self._marks), id="menu", markup=False)

    @property
    def entry(self) -> Way | Card | None:
        """What is highlighted."""
        entry = self._entries[self.highlighted] if self.highlighted is not None else None
        return None if isinstance(entry, Heading) else entry

    def show(self, entries: Sequence[Heading | Way | Card]) -> None:
        """Show other entries; the highlight stays on its entry where that is still there."""
        before = self.entry
        self._entries = list(entries)
        self.clear_options()
        self.add_options(_options(self._entries, self._marks))
        self.look_at(before)

    def mark(self, marks: Marks) -> None:
        """Say from now on what was done; the highlight stays where it is."""
        self._marks = marks
        for index, prompt in enumerate(prompts(self._entries, marks)):
            self.replace_option_prompt_at_index(index, prompt)

    def look_at(self, entry: Way | Card | None) -> None:
        """Highlight this entry, or the first that can be chosen."""
        choices = [index for index, each in enumerate(self._entries) if not isinstance(each, Heading)]
        wanted = [index for index in choices if self._entries[index] == entry]
        self.highlighted = next(iter(wanted or choices), None)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say it in the home screen's words."""
        event.stop()
        if self.entry is not None:
            self.post_message(self.Looked(self.entry))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say it in the home screen's words."""
        event.stop()
        if self.entry is not None:
            self.post_message(self.Chosen(self.entry))


def _options(entries: Sequence[Heading | Way | Card], marks: Marks) -> list[Option]:
    return [
        Option(prompt, disabled=isinstance(entry, Heading))
        for entry, prompt in zip(entries, prompts(entries, marks), strict=True)
    ]
