"""What the command palette offers: every action that has a key here, every lesson, every theme, and the ways in.

The actions are taken from the bindings, so that palette, help and keys cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.markup import escape
from textual.screen import Screen

from visualizer import course
from visualizer.ui import themes
from visualizer.ui.messages import Open
from visualizer.ui.safe import safe


def commands(app: App[None], screen: Screen[Any]) -> Iterator[SystemCommand]:
    """All commands that make sense on this screen."""
    yield from _actions(screen)
    yield from _ways(app)
    yield from _lessons(app)
    for name, title in themes.TITLES.items():
        choose = partial(app.run_action, f"choose_theme({name!r})")
        yield _command(f"Theme: {title}", "Colours of the whole program", choose)


def _actions(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """What the keys do now."""
    for active in screen.active_bindings.values():
        binding = active.binding
        if active.enabled and binding.tooltip and not binding.system:
            key = screen.app.get_key_display(binding)
            run = partial(screen.app.run_action, binding.action, active.node)
            yield _command(f"{binding.description} · {key}", binding.tooltip, run)


def _ways(app: App[None]) -> Iterator[SystemCommand]:
    """What there is beside the lessons."""
    yield _command("Home", "All the lessons", partial(app.run_action, "home"))
    yield _command("Send your own request", "To the demo project", partial(app.run_action, "own_request"))
    yield _command("Open a recording", "A trace from a file", partial(app.run_action, "open_recording"))


def _lessons(app: App[None]) -> Iterator[SystemCommand]:
    """Jump to any lesson."""
    try:
        cards = course.lessons()
    except course.LessonError:
        return  # the home screen says what is wrong with it
    for card in cards:
        yield _command(f"Lesson {card.number}: {card.title}", card.summary, partial(_open, app, card))


def _open(app: App[None], card: course.Card) -> None:
    from visualizer.ui import subjects

    app.post_message(Open(subjects.of_lesson(card)))


def _command(title: str, tip: str, run: Callable[[], object]) -> SystemCommand:
    """A command whose title may say anything: the palette takes it for markup."""
    return SystemCommand(escape(safe(title)), escape(safe(tip)), run)
