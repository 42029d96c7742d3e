"""The lesson screen: a visit, with all that a learner can do there; each part stands in a class and file of its own."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from visualizer.ui.lesson.working import Working
from visualizer.ui.live.breaking import Breaking
from visualizer.ui.live.holding import Holding
from visualizer.ui.runs.comparing import Comparing
from visualizer.ui.scenarios.many import Many


class LessonScreen(Holding, Breaking, Many, Comparing, Working):
    """A visit, looked at, predicted and changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Request", id="lesson.edit", tooltip="Change the request and send it"),
    ]

    def action_edit(self) -> None:
        """Change the requests, and send them to every lane."""
        from visualizer.ui.request.screen import RequestScreen

        if self.may_run():
            self.app.push_screen(RequestScreen(self.visit.requests), self.send)
