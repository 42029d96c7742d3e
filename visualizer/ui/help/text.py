"""The help as Markdown. The table of keys is made from the bindings themselves, so that the two cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.binding import ActiveBinding
from textual.screen import Screen

from visualizer import __version__, course
from visualizer.ui import preferences

SCREENS = """\
**Home** lists the lessons; the one that is looked at is started in the background, so that it opens at once.

**A lesson** tells its story at the left, with a lane for each server beside it. Predict, step, look, change, run again.
Below the lanes stand Data, Bytes, Code and Messages of the event at the cursor; below those the time of each thread.

**Live**: `h` holds the request in all lanes at the next stage boundary. `→` at the last event lets each lane go one
stage further, `←` only looks back, `c` lets go. `n` sends another beside it, `y` copies a command for a shell, `k` has
the held client leave. `b` breaks at the cursor, `Ctrl+B` in the list of events (`/`), `B` in words; `r` runs to it.

**Many**: `m` sends many requests, `f` brings about what goes wrong, `x` lists the exchanges, to filter and to jump to.

**Time**, large (`T`, or `z` on its strip), has a row for each queue, thread and database: `+` `-` zoom, `<` `>` pan,
and steps are those of the lanes. `Enter` shows the cursor's exchange alone, `0` all, `o` one clock for all lanes.

**Two runs** lie side by side (`d`, `D`): level by level the same or not, the values that differ below.

**Change**: `e` has three tabs (`F6`): the request, the code in a working copy of yours, and the lanes with their
threads, limits, middleware and settings. `F5` runs all of it, `O` goes back to the lesson's own. What does not run
stays there, with its file and line, and the run before stays too.

Everything on the screen was reported by a real run: LIVE when it was just made, RECORDED when it was read from a file.
"""

WORDS = """\
| word | meaning |
|---|---|
| lane | one server that runs one application over one protocol |
| event | a fact that a stage reported: something was entered, left, or happened |
| row | the events of all lanes that mean the same |
| stop | where a lesson waits for you |
| ↓ ↑ · | a stage is entered, is left, or something happens at once |
| ■ | held here, or a time that was not the application's own, since it was held |
| ◆ | a breakpoint: a live request waits here |
| ⊘ | cancelled; of a live request: it cannot be held here |
| #2 ▎ | the second exchange begins, or goes on; the bar stands at the cursor's |
| █ ▄ ░ ▒ | in time: runs, runs or awaits (no event tells which), waits for others, awaits so that the loop is free |
| ▓ | the loop is blocked while clients wait |
| 3 v | in a bar: exchange 3, in its view; a thin line is an exchange that the filter left out |
| ≠ − + | of two runs: says something else, only the left one has it, only the right one |
| ~ | bytes that the kernel cut into other pieces, which is no difference |
| ✗ ✎ ≠ | of a file: has a mistake, is not saved, is not as the lesson has it |
| ␛ ␀ ␍␊ | bytes that would steer a terminal, made visible |
"""


def help_text(screen: Screen[Any]) -> str:
    """The help for a screen."""
    parts = {
        "Keys": keys_table(screen.active_bindings.values()),
        "What you see": SCREENS,
        "Words": WORDS,
        "Where things are": _places(),
    }
    return "\n".join(f"## {title}\n\n{text}" for title, text in parts.items())


def keys_table(bindings: Iterable[ActiveBinding]) -> str:
    """Each action with all of its keys."""
    keys: dict[tuple[str, str], list[str]] = {}
    for active in bindings:
        binding = active.binding
        if binding.tooltip and active.enabled:
            display = active.node.app.get_key_display(binding)
            keys.setdefault((binding.description, binding.tooltip), []).append(display)
    rows = [f"| {_cell(' '.join(names))} | {_cell(what)} | {_cell(tip)} |" for (what, tip), names in keys.items()]
    return "\n".join(["| key | action | |", "|---|---|---|", *rows, ""])


def _cell(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>|&#~" else character for character in text)


def _places() -> str:
    from visualizer.course.progress import folder as data_folder
    from visualizer.lab.shelf import LIMIT

    return (
        f"Version {__version__}.\n\n"
        f"The theme is remembered in `{preferences.folder()}`; the lessons lie in `{course.folder()}`.\n\n"
        f"The last {LIMIT} runs of each lesson are kept in `{data_folder() / 'runs'}`, to be compared.\n\n"
        f"Your copies of the code, with what you typed and did not save, and the options that you gave to the lanes "
        f"are kept in `{data_folder() / 'work'}`.\n\n"
        "Any other recording is written where `visualizer record -o FILE` says, and nowhere else."
    )
