"""What a lesson is, as frozen data: its card, its stops with their stories, and the blocks that ask for something.

Nothing here reads a file or knows Markdown; `front_matter` and `parse` make these, every wing above reads them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from visualizer.course.card import Card as Card
from visualizer.course.card import Lane as Lane
from visualizer.course.card import LessonRequest as LessonRequest
from visualizer.course.card import Pace as Pace
from visualizer.course.card import Protocol as Protocol

QuestionKind = Literal["choice", "number", "order", "marks"]


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of the story, in Markdown."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a learner may answer."""

    text: str
    """One line of Markdown; of a number question the number, or `*` for any other."""
    right: bool
    reply: str
    """What is said to who answers this; Markdown, may be empty on a right answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A prediction to make; never graded."""

    id: str
    """Unique in the lesson; progress remembers the answer by it."""
    kind: QuestionKind
    text: str
    choices: tuple[Choice, ...]
    line: int
    recalls: str = ""
    """The id of the earlier lesson that this question goes back to; empty for a question of this lesson."""
    items: tuple[str, ...] = ()
    """Of an `order` question: what to put in order, in the right order."""

    @property
    def is_recall(self) -> bool:
        """Whether the question goes back to an earlier lesson."""
        return bool(self.recalls)


@dataclass(frozen=True, slots=True)
class Seen:
    """ "What did you see?", asked after the run and beside the prediction, before the why."""

    question: str
    """The id of the question that was predicted."""
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that the run must prove."""

    sentence: str
    expression: str
    """In the language of `claims`."""
    line: int
    needs: tuple[str, ...] = ()
    """Servers or packages without which the claim is not run."""


@dataclass(frozen=True, slots=True)
class Task:
    """A change to make so that something becomes true."""

    id: str
    """Unique in the lesson; the solution lies in the lesson's folder under tasks/ID/."""
    text: str
    edit: tuple[str, ...]
    """The files to change, relative to the lesson's folder."""
    goals: tuple[Claim, ...]
    """Every one is true of the solution's run, and at least one is false of the start's."""
    hints: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A word to the teacher; never part of the story."""

    text: str
    line: int


Part = Prose | Question | Seen | Claim | Task | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it; the lesson's opening is one that has no event."""

    title: str
    line: int
    parts: tuple[Part, ...]

    @property
    def story(self) -> str:
        """The prose alone, in Markdown."""
        return "\n\n".join(part.text for part in self.parts if isinstance(part, Prose))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of this section, in order."""
        return tuple(part for part in self.parts if isinstance(part, Question))

    @property
    def seen(self) -> tuple[Seen, ...]:
        """The "what did you see?" of this section."""
        return tuple(part for part in self.parts if isinstance(part, Seen))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of this section, in order."""
        return tuple(part for part in self.parts if isinstance(part, Claim))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of this section, in order."""
        return tuple(part for part in self.parts if isinstance(part, Task))

    @property
    def notes(self) -> tuple[Note, ...]:
        """The teacher's notes of this section, in order."""
        return tuple(part for part in self.parts if isinstance(part, Note))


@dataclass(frozen=True, slots=True)
class Stop(Section):
    """A section that is bound to an event: where the cursor stands while it is told."""

    selector: str = ""
    """Which event, in the words of `replay.selector`: "second receive in asgi"."""
    selector_line: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson, whole."""

    card: Card
    opening: Section
    """What stands before the first stop: told, and its questions asked, before the run."""
    stops: tuple[Stop, ...]
    text: str = field(repr=False)
    """The Markdown below the front matter, as it stands in the file."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The opening, then the stops."""
        return (self.opening, *self.stops)

    def parts(self) -> Iterator[Part]:
        """Every part of every section, in the file's order."""
        for section in self.sections:
            yield from section.parts

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the lesson, in order."""
        return tuple(part for part in self.parts() if isinstance(part, Question))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the lesson, in order."""
        return tuple(part for part in self.parts() if isinstance(part, Claim))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task of the lesson, in order."""
        return tuple(part for part in self.parts() if isinstance(part, Task))
