"""The view: one immutable snapshot of all that the panes draw. A key makes a new one; panes are functions of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from visualizer.course.lesson import Lesson, Section
from visualizer.replay import Cell, Player, Scene, Score
from visualizer.trace import Event
from visualizer.ui.lane_state import LaneState
from visualizer.ui.lesson.answers import Answers, still_open
from visualizer.ui.lesson.attempt import Attempt
from visualizer.ui.lesson.findings import Findings
from visualizer.ui.lesson.story_lines import Told
from visualizer.ui.live.hold_lines import held_words
from visualizer.ui.live.seen import Seen, held_rows

if TYPE_CHECKING:
    from visualizer.lab import BreakOn
    from visualizer.lab.faults import Fault


@dataclass(frozen=True)
class View:
    """What is looked at, and from where."""

    player: Player
    """The rows and steps of the run, and the cursor in them."""
    states: tuple[LaneState, ...] = ()
    """What each lane of the visit does, or why it failed; none for a recording."""
    lesson: Lesson | None = None
    stops: Mapping[int, Section] = field(default_factory=dict)
    """The lesson's stops by the step that each is bound to."""
    answers: Answers = field(default_factory=dict)
    """The learner's predictions."""
    findings: Findings = field(default_factory=Findings)
    """What the run says to the lesson's claims."""
    attempts: Mapping[str, Attempt] = field(default_factory=dict)
    """The tasks that are being worked on, by their ids."""
    solved: frozenset[str] = frozenset()
    """The ids of the tasks that are solved, now or earlier."""
    remark: str = ""
    """Why what is seen is not the lesson's own run, live; empty where it is."""
    fault: "Fault | None" = None
    """The fault that was run instead of what the lesson asks for; its story is told then."""
    live: Seen | None = None
    """What is held, and who waits; None while nothing is live."""
    breakpoints: "tuple[BreakOn, ...]" = ()
    """Where live requests are held."""
    lane: int = 0
    """The lane that is looked at where there is no room for all."""
    _cells: dict[int, tuple[Cell, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _held: dict[int, frozenset[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def score(self) -> Score:
        """The rows and steps of the run."""
        return self.player.score

    @property
    def lanes(self) -> tuple[str, ...]:
        """The lanes' names."""
        return self.score.lanes

    @property
    def names(self) -> tuple[str, ...]:
        """The lanes that have a pane: the visit's, also those that failed, or the recording's."""
        return tuple(state.name for state in self.states) or self.lanes

    def number(self, name: str) -> int | None:
        """A lane's place in the score; None for a lane that has reported nothing."""
        return self.lanes.index(name) if name in self.lanes and not self.is_empty else None

    def state(self, name: str) -> LaneState | None:
        """What the lane does; None for one of a recording."""
        return next((state for state in self.states if state.name == name), None)

    @cached_property
    def scene(self) -> Scene:
        """What there is to see at the cursor. Ask only where there are steps."""
        return Scene(self.score, self.player.cursor)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has happened yet, so that there is no scene."""
        return not self.score.steps

    def cells(self, row: int) -> tuple[Cell, ...]:
        """What a row shows, lane by lane; found once for all panes."""
        found = self._cells.get(row)
        if found is None:
            found = self._cells[row] = self.scene.cells(row)
        return found

    @cached_property
    def row(self) -> int | None:
        """The row at the cursor; None before the first."""
        return None if self.player.at_start else self.scene.row

    def held_rows(self, lane: int) -> frozenset[int]:
        """The rows at which a lane's live exchanges wait."""
        if self.live is None:
            return frozenset()
        if lane not in self._held:
            self._held[lane] = held_rows(self.live, self.score, lane)
        return self._held[lane]

    def event(self, lane: int) -> Event | None:
        """The lane's event at the cursor, else its latest before it; None before its first."""
        if self.is_empty:
            return None
        last = self.scene.lane(lane).last
        return None if last is None else self.score.event(lane, last)

    def held(self, lane: int) -> str:
        """How long the lane's event at the cursor was held, and how that ended; empty where nobody held it."""
        if self.is_empty:
            return ""
        return held_words(self.score, lane, self.scene.lane(lane).last, is_live=self.live is not None)

    @cached_property
    def acting(self) -> int:
        """The lane that the cursor is about: the one that is looked at if it acts, else the first that does."""
        if self.is_empty or self.scene.step is None:
            return self.lane
        acts = [event is not None for event in self.scene.step.events]
        return self.lane if self.lane < len(acts) and acts[self.lane] else acts.index(True)

    @property
    def is_opening(self) -> bool:
        """Whether a lesson is about to begin, so that there is nothing to look at but its story."""
        return self.lesson is not None and self.player.at_start

    @property
    def is_guessing(self) -> bool:
        """Whether a prediction is asked for that was not made yet: what lies ahead is not told then."""
        return bool(self.section and still_open(self.section.questions, self.answers))

    @cached_property
    def told(self) -> Told | None:
        """What the story tells here; None without a lesson."""
        if self.lesson is None or self.section is None:
            return None
        remark = self.remark if self.player.at_start or self.is_empty else ""
        return Told(self.lesson, self.section, self.answers, self.findings, self.attempts, self.solved, remark)

    @cached_property
    def section(self) -> Section | None:
        """The part of the lesson that is told here: the opening before the first stop; None without a lesson."""
        if self.lesson is None:
            return None
        reached = self.player.stop
        return self.stops[self.player.stops[reached - 1]] if reached else self.lesson.opening
