"""The story pane: the lesson's text at the stop that is reached; without a lesson, why the event is there."""

from collections.abc import Sequence

from textual.message import Message

from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.lesson.answers import at_hand
from visualizer.ui.lesson.claim_lines import Goto
from visualizer.ui.lesson.keys import answer_keys
from visualizer.ui.lesson.pane import Pane, Picture
from visualizer.ui.lesson.question_lines import Press
from visualizer.ui.lesson.story_lines import Told, story_lines
from visualizer.ui.lesson.task_lines import Action
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.why_lines import why_lines
from visualizer.ui.scenarios.fault_lines import fault_lines, reminder


class StoryPane(Pane):
    """What is told. It remembers its lines, since most keys change nothing of what they depend on."""

    NAME = "Story"

    class Meant(Message):
        """Something that means something was clicked."""

        def __init__(self, target: Press | Goto | Action) -> None:
            self.target = target
            super().__init__()

    _told: Told | None = None
    _width = 0
    _lines: Sequence[Line] = ()

    def picture(self, view: View, width: int) -> Picture:
        """The section's lines: from the top where it begins, and after an answer down to the next question."""
        told = view.told
        if told is None:
            return Picture(_untold(view, width), top=0)
        before = self._told
        if before is None or width != self._width or not _is_same(told, before):
            self._told, self._width, self._lines = told, width, story_lines(told, width)
        if before is None or told.section is not before.section:
            return Picture(self._lines, top=0)
        if told.answers is not before.answers:
            return Picture(self._lines, see=_question_line(self._lines, view))
        is_news = before.attempts and told.attempts is not before.attempts
        return Picture(self._lines, see=_last_action(self._lines) if is_news else None)

    def heading(self, view: View) -> tuple[Span, ...]:
        """`Story` of a lesson; `Fault` of one that was run; `Why` otherwise."""
        return (self.title_span("Story" if view.lesson else "Fault" if view.fault else "Why"),)

    def aside(self, view: View) -> tuple[Span, ...]:
        """That a prediction is asked for, wherever in the text the question stands."""
        question = at_hand(view.section, view.answers)
        if question is None or not view.is_guessing:
            return ()
        return Span("? ", "question"), Span(answer_keys(question), "key")

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """A click on an option, on an event that proves something, or on what can be done."""
        if isinstance(message.target, Press | Goto | Action):
            message.stop()
            self.post_message(self.Meant(message.target))


def _untold(view: View, width: int) -> Sequence[Line]:
    """Where no lesson tells anything: of a fault its story, at both ends of the run; else why the event is there."""
    fault, player = view.fault, view.player
    if fault is not None and (view.is_empty or player.at_start or player.at_frontier):
        return list(fault_lines(fault, [(lane, view.score.trace.events(lane)) for lane in view.lanes], width))
    why = why_lines(view.event(view.acting), width, view.held(view.acting)) if view.lanes else []
    return [*reminder(fault, width), *why] if fault is not None else why


def _is_same(told: Told, before: Told) -> bool:
    """Whether nothing was changed: all of it is immutable, so what is the very same is equal."""
    return all(now is then for now, then in zip(told, before, strict=True))


def _last_action(lines: Sequence[Line]) -> int | None:
    """The last line of the task."""
    actions = [n for n, line in enumerate(lines) if any(isinstance(span.target, Action) for span in line.left)]
    return max(actions, default=None)


def _question_line(lines: Sequence[Line], view: View) -> int | None:
    """The last line of the question at hand."""
    question = at_hand(view.section, view.answers)
    asked = [
        number
        for number, line in enumerate(lines)
        for target in (line.target, *(span.target for span in line.left))
        if isinstance(target, Press) and question is not None and target.question == question.id
    ]
    return max(asked, default=None)
