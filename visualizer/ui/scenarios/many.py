"""What a learner does with many exchanges: the list of them, scenarios of many requests, and the menu of faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from visualizer.ui import subjects
from visualizer.ui.messages import Open, TraceGrew
from visualizer.ui.time.timing import Timing

if TYPE_CHECKING:
    from visualizer.ui.exchanges.book import Book
    from visualizer.ui.exchanges.screen import ExchangesScreen, InTime
    from visualizer.ui.scenarios.fault_screen import Chosen
    from visualizer.ui.scenarios.plan import Typed


class Many(Timing):
    """Many exchanges."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "exchanges", "Exchanges", id="lesson.exchanges", tooltip="The list of all exchanges, to filter"),
        Binding("m", "many", "Many requests", id="lesson.many", tooltip="Many clients at once, or one after another"),
        Binding("f", "fault", "Fault", id="lesson.fault", tooltip="What can go wrong, brought about by name"),
    ]

    _book: Book | None = None
    _listed: ExchangesScreen | None = None
    _typed: Typed | None = None

    def action_exchanges(self) -> None:
        """The list of exchanges; the cursor jumps to the one that is chosen."""
        if self.view.is_guessing:
            self.notify("The list would tell what comes. Predict first, or skip with s.", markup=False)
            return
        from visualizer.ui.exchanges.book import Book
        from visualizer.ui.exchanges.screen import ExchangesScreen

        if self._book is None or self._book.score is not self.view.score:
            self._book = Book(self.view.score)
        words = self._large.wanted.words if self._large.wanted else ""
        self._listed = ExchangesScreen(self._book, self._near(), words)
        self.app.push_screen(self._listed, self._land)

    def _near(self) -> tuple[str, int] | None:
        """The exchange at the cursor."""
        row, lane = self.view.row, self.view.acting
        number = None if row is None else self.view.score.rows[row].exchange
        return None if number is None else (self.view.lanes[lane], number)

    def _land(self, chosen: int | InTime | None) -> None:
        """The cursor to what was chosen, in the lanes or in time."""
        self._listed = None
        if chosen is not None and not isinstance(chosen, int):
            self.see_in_time(chosen.wanted)
            chosen = chosen.step
        self._jump(chosen)

    def on_trace_grew(self, message: TraceGrew) -> None:
        """The list grows too."""
        if self._listed is not None and self._listed.is_current:
            self.call_next(self._listed.grew)  # when the score has grown

    def action_many(self) -> None:
        """Write down how many clients send how much, and have them do it."""
        if not self.may_run():
            return
        from visualizer.ui.scenarios.crowd_screen import CrowdScreen
        from visualizer.ui.scenarios.plan import base_of, parse

        base = base_of(self.visit.requests)

        def start(typed: Typed | None) -> None:
            if typed is not None:
                self._typed = typed
                self.send(parse(typed, base).requests())

        self.app.push_screen(CrowdScreen(base, self._typed, len(self.visit.lanes)), start)

    def action_fault(self) -> None:
        """Choose what is to go wrong, and bring it about."""
        if not self.may_run():
            return
        from visualizer.ui.scenarios.fault_screen import FaultScreen, choices
        from visualizer.ui.scenarios.plan import base_of

        own = base_of(self.visit.requests if self.visit.fault is None else self.visit.subject.requests)
        found = choices(self.visit.subject.lanes, own)
        self.app.push_screen(FaultScreen(found, self.visit.fault), self._bring_about)

    def _bring_about(self, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        from visualizer.ui.scenarios.fault_screen import Where

        if chosen.where is Where.DEMO:
            self.post_message(Open(subjects.of_fault(chosen.fault)))
        elif self.visit.broken:
            self.work_on(self.visit.retry(chosen.requests, chosen.fault))
        else:
            self.work_on(self.visit.run(chosen.requests, chosen.fault))

    def action_leave(self) -> None:
        """While many requests are sent: send no more. What has happened stays to be looked at."""
        if self.visit.is_sending_many:
            self.visit.stop()
        else:
            super().action_leave()
