"""The story pane: the lesson's text at the stop that is reached; without a lesson, why the event is there."""

from collections.abc import Sequence

from textual.message import Message

from visualizer.course.lesson import Section
from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.lesson.answers import Answers, at_hand
from visualizer.ui.lesson.pane import Pane, Picture
from visualizer.ui.lesson.story_lines import story_lines
from visualizer.ui.lesson.view import View
from visualizer.ui.lesson.why_lines import why_lines


class StoryPane(Pane):
    """What is told."""

    NAME = "Story"

    class Answered(Message):
        """A choice was clicked."""

        def __init__(self, question: str, choice: int) -> None:
            self.question = question
            self.choice = choice
            super().__init__()

    _told: tuple[Section | None, Answers] = (None, {})

    def picture(self, view: View, width: int) -> Picture:
        """The section's lines: from the top where it begins, and after an answer down to the next question."""
        section = view.section
        if view.lesson is None or section is None:
            return Picture(why_lines(view.event(view.acting), width) if view.lanes else (), top=0)
        (told, answers), self._told = self._told, (section, view.answers)
        lines = story_lines(view.lesson, section, view.answers, width)
        if told is not section:
            return Picture(lines, top=0)
        return Picture(lines, see=None if answers == view.answers else _question_line(lines, view))

    def heading(self, view: View) -> tuple[Span, ...]:
        """`Story` of a lesson; `Why` otherwise."""
        return (self.title_span("Story" if view.lesson else "Why"),)

    def aside(self, view: View) -> tuple[Span, ...]:
        """That a prediction is asked for, wherever in the text the question stands."""
        question = at_hand(view.section, view.answers)
        if question is None or not view.is_guessing:
            return ()
        return Span("? ", "question"), Span(f"1–{len(question.choices)}", "key")

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """A click on a choice answers."""
        if isinstance(message.target, tuple):
            message.stop()
            self.post_message(self.Answered(*message.target))


def _question_line(lines: Sequence[Line], view: View) -> int | None:
    """The last line of the question at hand."""
    question = at_hand(view.section, view.answers)
    targets = [line.target[0] if isinstance(line.target, tuple) else None for line in lines]
    if question is None or question.id not in targets:
        return None
    return len(targets) - 1 - targets[::-1].index(question.id)
