"""What a track does, as a letter, a look and a word: told apart without colour, and the same on the strip and large."""

from __future__ import annotations

from collections.abc import Iterable

from visualizer.replay import Doing

LETTERS = {
    Doing.NOTHING: "·",
    Doing.RUNNING: "█",
    Doing.UNSURE: "▄",
    Doing.WAITING: "░",
    Doing.AWAITING: "▒",
    Doing.BLOCKED: "▓",
    Doing.HELD: "■",
}
LOOKS = {
    Doing.NOTHING: "rule",
    Doing.RUNNING: "enter",
    Doing.UNSURE: "enter",
    Doing.WAITING: "muted",
    Doing.AWAITING: "exit",
    Doing.BLOCKED: "switch",
    Doing.HELD: "current",
}
WORDS = {
    Doing.RUNNING: "runs",
    Doing.UNSURE: "runs or awaits",
    Doing.AWAITING: "awaits",
    Doing.WAITING: "waits",
    Doing.BLOCKED: "loop blocked",
    Doing.HELD: "held",
}
"""What the legend says."""


def legend(there: Iterable[Doing]) -> str:
    """The letters of those that are there, each with its word."""
    found = set(there)
    return "  ".join(f"{LETTERS[doing]} {word}" for doing, word in WORDS.items() if doing in found)
