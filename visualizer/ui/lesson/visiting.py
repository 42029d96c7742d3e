"""A visit, looked at: what its background says reaches the view, and what is sent to its lanes.

Facts are the visit's, drawing is the panes' affair. What else a learner can do stands in classes that inherit this, one
a file; `LessonScreen` is all of them.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from visualizer.ui.lesson.collector import Collector
from visualizer.ui.lesson.looking import Looking
from visualizer.ui.lesson.start import badge, first_view, headline, with_player
from visualizer.ui.lesson.view import View
from visualizer.ui.messages import LaneBroke, LaneProgress, RunEnded, TraceGrew
from visualizer.ui.safe import safe

if TYPE_CHECKING:
    from visualizer.lab import Request
    from visualizer.ui.notebook import Notebook
    from visualizer.ui.visit import Visit


class Visiting(Looking):
    """The screen of a visit, without what is learned from it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "Run again", id="lesson.run", tooltip="Send the request again, to every lane"),
    ]

    def __init__(self, visit: Visit, notebook: Notebook | None = None) -> None:
        """`notebook` is where the learner's progress is noted."""
        super().__init__(first_view(visit))
        self.visit = visit
        self.notebook = notebook
        self._headline = headline(visit)
        self._collector = Collector()

    def on_mount(self) -> None:
        """Run what was not run yet."""
        self.set_class(len(self._lanes) == 1, "-single")
        self.warn(self.visit.warning)
        self.look_at(0)
        if self.visit.trace is None and self.visit.lanes:
            self.action_run()

    def on_screen_resume(self) -> None:
        """The visit's ticks go to the screen that is on top."""
        self.visit.follow(self.post_message)
        self._settle()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self._collector.restore()
        self.visit.follow(None)

    def place(self) -> tuple[str, str]:
        """Which lesson, and where its events come from."""
        return self._headline, badge(self.visit)

    def can_run(self) -> bool:
        """Whether there are lanes to send requests to."""
        return bool(self.visit.lanes)

    def is_changed(self) -> bool:
        """Whether the request, the code or the lanes are not the lesson's own."""
        return bool(self.visit.seen.note)

    def warn(self, line: str) -> None:
        """Say what is wrong, where anything is."""
        if line:
            self.notify(safe(line), severity="warning", timeout=10, markup=False)

    # What the visit says

    @on(RunEnded)
    def _settle(self) -> None:
        """Show all of the run; from now on only keys make work."""
        self.catch_up()
        self.call_after_refresh(self._collector.calm)
        if not self.visit.running:
            self.complete()

    @on(TraceGrew)
    @on(LaneBroke)
    @on(LaneProgress)
    def _tick(self) -> None:
        # Textual calls the very function that is decorated, not one that overrides it.
        self.catch_up()

    def catch_up(self) -> None:
        """Show what is recorded by now, and what the lanes do."""
        self.see(with_player(self.view, self.visit))

    def complete(self) -> None:
        """The run that is seen is complete."""

    def moving(self, view: View) -> View:
        """The visit's player stands where the cursor does, whichever screen looks next."""
        self.visit.player = view.player
        return super().moving(view)

    # What is sent

    def action_run(self) -> None:
        """Send the requests again, to every lane; start the lanes that failed once more."""
        if self.may_run():
            self.work_on(self.visit.retry() if self.visit.broken else self.visit.run())

    def send(self, requests: tuple[Request, ...] | None) -> None:
        """Send these to every lane; nothing where None, as a dialogue that was left says."""
        if requests is not None:
            self.work_on(self.visit.retry(requests) if self.visit.broken else self.visit.run(requests))

    def work_on(self, run: Coroutine[Any, Any, object]) -> None:
        """Have the visit run something, beside the keys."""
        self.run_worker(run, group="run")

    def may_run(self) -> bool:
        """Whether something can be sent now; says so where it never can."""
        if not self.visit.lanes:
            self.notify("This is a recording: there is no server to send anything to.", markup=False)
        self._playing.stop()
        return bool(self.visit.lanes) and not self.visit.running
