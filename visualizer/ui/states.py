"""The states that something went through while it was edited: what it is, what it was before, what it was at first."""

from __future__ import annotations

from typing import Generic, TypeVar

LIMIT = 1_000
"""How many changes can be taken back."""

T = TypeVar("T")


class States(Generic[T]):
    """One thing's history."""

    def __init__(self, first: T, *later: T) -> None:
        """`first` is what resetting it leads to; `later` is what it was since, and at the end what it is."""
        self.first = first
        self._states = [first]
        for state in later:
            self.change(state)

    @property
    def now(self) -> T:
        """The present state."""
        return self._states[-1]

    def change(self, state: T) -> None:
        """It is this now."""
        if state != self.now:
            self._states = [*self._states, state][-LIMIT:]

    def undo(self) -> bool:
        """Back by one change; False where there was none."""
        if len(self._states) == 1:
            return False
        self._states.pop()
        return True

    def reset(self) -> None:
        """As at first again; that can be taken back, too."""
        self.change(self.first)
