"""The timeline of the score that is looked at, made once for all who draw from it; it grows as the score does."""

from __future__ import annotations

from visualizer.replay import Score, Timeline


class Timelines:
    """Remembers the latest."""

    def __init__(self) -> None:
        self._score: Score | None = None
        self._lanes: tuple[str, ...] = ()
        self._timeline: Timeline | None = None

    def of(self, score: Score) -> Timeline:
        """The timeline of this score; another one where its lanes have become others."""
        if self._timeline is None or self._score is not score or self._lanes != score.lanes:
            self._score, self._lanes, self._timeline = score, score.lanes, Timeline(score)
        return self._timeline
