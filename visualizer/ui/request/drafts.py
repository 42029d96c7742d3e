"""The states that one request went through while it was edited: the present bytes, those before, and those at first."""

from __future__ import annotations

from dataclasses import replace

from visualizer.lab import Request

LIMIT = 1_000
"""How many changes can be taken back."""


class Drafts:
    """One request's history."""

    def __init__(self, request: Request) -> None:
        self._first = request
        self._states = [request.data]

    @property
    def data(self) -> bytes:
        """The present bytes."""
        return self._states[-1]

    @property
    def request(self) -> Request:
        """The request as it is to be sent."""
        return replace(self._first, data=self.data)

    def change(self, data: bytes) -> None:
        """These are the bytes now."""
        if data != self.data:
            self._states = [*self._states, data][-LIMIT:]

    def undo(self) -> None:
        """Back by one change; the first state stays."""
        if len(self._states) > 1:
            self._states.pop()

    def reset(self) -> None:
        """The bytes of the beginning again; that can be taken back, too."""
        self.change(self._first.data)
