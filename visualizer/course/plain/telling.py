"""Telling a lesson from its title to what to remember, with whoever reads asked on the way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from visualizer.course.answering import AnswerError, given, how, options
from visualizer.course.check.proving import prove
from visualizer.course.check.result import State
from visualizer.course.claims import ClaimError, Run
from visualizer.course.errors import LessonError
from visualizer.course.figures import fill
from visualizer.course.lesson import Claim, Lesson, Prose, Question, Section, Seen, Stop, Task
from visualizer.course.live import LessonRun
from visualizer.course.plain.events import carried, up_to
from visualizer.course.progress import Book
from visualizer.course.prose import inline, plain
from visualizer.course.workshop import difference
from visualizer.replay.selector import Selector, SelectorError
from visualizer.trace.values import visible

Say = Callable[[str], None]
"""Takes one line."""
Ask = Callable[[str], str | None]
"""Takes a prompt, gives the line that was typed; None when there is no more input."""


@dataclass(slots=True)
class Telling:
    """One reading of a lesson."""

    lesson: Lesson
    say: Say
    ask: Ask
    book: Book
    predictions: dict[str, str] = field(default_factory=dict)
    """What was answered, by the question's id."""

    def tell(self, obtain: Callable[[], LessonRun]) -> None:
        """The whole lesson; `obtain` runs it once the predictions are made. Raises LaneFailed, OSError."""
        card = self.lesson.card
        self._heading(f"# Lesson {card.number}: {card.title}", f"About {card.minutes} minutes. {card.summary}")
        self._section(self.lesson.opening, None)
        obtained = obtain()
        run = Run(obtained.trace)
        self._heading(f"## The run: {obtained.badge}", obtained.why_recorded)
        step = -1
        for number, stop in enumerate(self.lesson.stops, start=1):
            step = self._stop(stop, number, run, step)
            self.book.reach(card.id, number)
        self.book.finish(card.id)
        self._heading("## Done", "")

    def _stop(self, stop: Stop, number: int, run: Run, before: int) -> int:
        """One stop: what happened on the way to it, what its events carry, what is told. The step where it stands."""
        self._heading(f"## Stop {number} of {len(self.lesson.stops)}: {inline(stop.title)}", "")
        try:
            step = Selector.parse(stop.selector).resolve(run.score)
        except SelectorError as error:
            self.say(visible(f"(This run does not have the event of this stop: {error})"))
            step = before
        else:
            self._lines("What happened up to here:", up_to(run.score, before, step))
            self._lines("What it carries:", carried(run.score, step))
        self._section(stop, run)
        return max(step, before)

    def _section(self, section: Section, run: Run | None) -> None:
        for part in section.parts:
            match part:
                case Prose():
                    self._prose(fill(part.text, run) if run else part.text)
                case Question():
                    self._question(part)
                case Seen():
                    self._seen(part)
                case Claim() if run:
                    self._claim(part, run)
                case Task():
                    self._task(part)
                case _:
                    pass  # a note is for the teacher, and before the run nothing is proved

    def _question(self, question: Question) -> None:
        self._prose(f"Question: {question.text}")
        for number, option in enumerate(options(question), start=1):
            self.say(f"  {number}. {inline(option)}")
        while True:
            typed = self.ask(f"Your answer ({how(question)}; empty to skip): ")
            if typed is None or not typed.strip():
                self.book.skip(self.lesson.card.id, question.id)
                self.say("Skipped.")
                self.say("")
                return
            try:
                answer = given(question, typed)
            except AnswerError as error:
                self.say(f"That is no answer: {error}.")
                continue
            break
        self.predictions[question.id] = answer.answer
        self.book.answer(self.lesson.card.id, question.id, answer.answer, right=answer.right)
        self._prose(f"You say: {answer.answer}")
        if answer.reply:
            self._prose(answer.reply)

    def _seen(self, seen: Seen) -> None:
        self._prose(f"What did you see? {seen.text}")
        predicted = self.predictions.get(seen.question)
        self._prose(f"You predicted: {predicted}" if predicted else "You made no prediction.")

    def _claim(self, claim: Claim, run: Run) -> None:
        try:
            proof = prove(claim, run)
        except ClaimError as error:
            self.say(visible(f"Not a claim: {claim.sentence} {error}"))
            return
        said = {State.TRUE: "Proved by this run", State.FALSE: "False in this run", State.NOT_RUN: "Not run here"}
        reason = f" ({proof.reason})" if proof.reason else ""
        self._prose(visible(f"{said[proof.state]}: {claim.sentence}{reason}"))

    def _task(self, task: Task) -> None:
        self._prose(f"Change it: {task.text}")
        self.say(f"To edit: {', '.join(task.edit)}")
        hints = iter(task.hints)
        while typed := (self.ask("h for a hint, s for the solution, empty to go on: ") or "").strip():
            if typed == "s":
                self._solution(task)
                return
            self._prose(next(hints, "There is no further hint.") if typed == "h" else "Type h or s, or nothing.")

    def _solution(self, task: Task) -> None:
        try:
            text = difference(self.lesson.card, task)
        except LessonError as error:
            text = str(error)
        for line in text.splitlines():
            self.say("    " + visible(line))

    def _heading(self, title: str, below: str) -> None:
        self.say(visible(title))
        self.say("")
        if below:
            self._prose(below)

    def _prose(self, text: str) -> None:
        for line in plain(text):
            self.say(visible(line))
        self.say("")

    def _lines(self, title: str, lines: Iterable[str]) -> None:
        made = list(lines)
        if made:
            self.say(title)
            for line in made:
                self.say(f"  {line}")
            self.say("")
