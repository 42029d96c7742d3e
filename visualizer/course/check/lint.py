"""What can be said of a lesson without running it: mistakes that the loader lets through, each with its line."""

from collections.abc import Collection, Iterator
from pathlib import Path

from visualizer.course import workshop
from visualizer.course.claims.language import EVERY, ClaimError, absolute_times, names, parse
from visualizer.course.errors import LessonError
from visualizer.course.figures import figures
from visualizer.course.lesson import Card, Choice, Claim, Lesson, Question, Stop, Task
from visualizer.course.prose import COLUMNS, length, links
from visualizer.lab import BreakOn
from visualizer.replay.selector import Selector, SelectorError

STORY_LINES = 12
"""How many lines of prose a stop has at the most."""
LAST = "Remember"
"""The title of the last stop: what to remember, in three lines."""
RECALLS_FROM = 3
"""From which lesson on each opens with a question that goes back to an earlier one."""


def lint(lesson: Lesson, known: Collection[Card]) -> list[LessonError]:
    """The lesson's mistakes, in the order of its lines; `known` are all cards that it may refer to."""
    found: list[LessonError] = []
    for check in (_holds, _stops, _last_stop, _stories, _questions, _claims, _tasks, _figures):
        found += check(lesson)
    found += [*_references(lesson, known), *_code(lesson.card)]
    return sorted(found, key=lambda error: error.line or 0)


def _holds(lesson: Lesson) -> Iterator[LessonError]:
    for request in lesson.card.requests:
        try:
            stop = BreakOn.parse(request.hold) if request.hold else None
        except SelectorError as error:
            yield LessonError(lesson.card.path, 1, f"hold: {error}")
            continue
        if stop is not None and stop.stage in ("client", "socket", "parse"):
            problem = f"no request can be held at {request.hold!r}"
            yield LessonError(lesson.card.path, 1, problem, "hold it at a middleware, a view, or a message")


def _stops(lesson: Lesson) -> Iterator[LessonError]:
    lanes = [lane.name for lane in lesson.card.lanes]
    for stop in lesson.stops:
        try:
            selector = Selector.parse(stop.selector)
        except SelectorError as error:
            yield LessonError(lesson.card.path, stop.selector_line, str(error))
            continue
        if selector.stage == "client" and (selector.name, selector.phase) != ("request", "enter"):
            problem = "where the client's events stand beside the server's is decided anew in each run"
            yield LessonError(lesson.card.path, stop.selector_line, problem, "bind the stop to an event of the server")
        if selector.lane is not None and selector.lane not in lanes:
            advice = f"there is {', '.join(lanes)}"
            yield LessonError(lesson.card.path, stop.selector_line, f"there is no lane {selector.lane!r}", advice)


def _last_stop(lesson: Lesson) -> Iterator[LessonError]:
    last = lesson.stops[-1] if lesson.stops else None
    items = [line for line in last.story.split("\n") if line.startswith("- ")] if last else []
    if last is None or last.title != LAST or len(items) != 3:
        line = last.line if last else lesson.opening.line
        advice = f"end with a stop “## {LAST}” of three items"
        yield LessonError(lesson.card.path, line, "the lesson does not say what to remember in three lines", advice)


def _stories(lesson: Lesson) -> Iterator[LessonError]:
    for section in lesson.sections:
        lines = length(section.story)
        if isinstance(section, Stop) and lines > STORY_LINES:
            problem = f"the story has {lines} lines of {COLUMNS} columns, and at most {STORY_LINES} are read"
            yield LessonError(lesson.card.path, section.line, problem, "make two stops of it, or shorten it")
        if isinstance(section, Stop) and not lines:
            yield LessonError(lesson.card.path, section.line, "the stop has no story")


def _questions(lesson: Lesson) -> Iterator[LessonError]:
    for question in lesson.questions:
        for choice in _silent(question):
            problem = f"the answer {choice.text!r} has no reply"
            yield LessonError(lesson.card.path, question.line, problem, "a wrong answer deserves one of its own")
    recalls = [question for question in lesson.opening.questions if question.is_recall]
    if lesson.card.number >= RECALLS_FROM and not recalls:
        advice = "add ```question from=LESSON"
        yield LessonError(lesson.card.path, lesson.opening.line, "no question goes back to an earlier lesson", advice)


def _silent(question: Question) -> list[Choice]:
    return [choice for choice in question.choices if not choice.right and not choice.reply]


def _claims(lesson: Lesson) -> Iterator[LessonError]:
    if not lesson.claims:
        yield LessonError(lesson.card.path, lesson.opening.line, "the lesson claims nothing", "add a ```claim")
    for claim in lesson.claims:
        yield from _claim(lesson, claim)


def _claim(lesson: Lesson, claim: Claim) -> Iterator[LessonError]:
    lanes = {lane.name for lane in lesson.card.lanes}
    try:
        tree = parse(claim.expression)
    except ClaimError as error:
        yield LessonError(lesson.card.path, claim.line, str(error))
        return
    for name in sorted(names(tree) - lanes - set(claim.needs) - {EVERY}):
        advice = f"there is {', '.join(sorted(lanes))}"
        yield LessonError(lesson.card.path, claim.line, f"there is no lane {name!r}", advice)
    for shown in absolute_times(tree):
        advice = "compare it with another duration, or with an order"
        yield LessonError(lesson.card.path, claim.line, f"{shown} depends on how fast the machine is", advice)


def _tasks(lesson: Lesson) -> Iterator[LessonError]:
    for task in lesson.tasks:
        yield from _task(lesson, task)
        for goal in task.goals:
            yield from _claim(lesson, goal)


def _task(lesson: Lesson, task: Task) -> Iterator[LessonError]:
    for name in task.edit:
        if not _inside(lesson.card.folder, name):
            yield LessonError(lesson.card.path, task.line, f"there is no file {name!r} to edit")
    if not task.hints:
        yield LessonError(lesson.card.path, task.line, "the task has no hint", "add a line hint: …")
    try:
        names = workshop.solution(lesson.card, task)
    except LessonError as error:
        yield error
        return
    for name in sorted(set(names) - set(task.edit)):
        yield LessonError(lesson.card.path, task.line, f"the solution changes {name!r}, which the task does not name")


def _figures(lesson: Lesson) -> Iterator[LessonError]:
    lanes = [lane.name for lane in lesson.card.lanes]
    for section in lesson.sections:
        try:
            list(figures(section.story, lanes))
        except ClaimError as error:
            yield LessonError(lesson.card.path, section.line, str(error))


def _references(lesson: Lesson, known: Collection[Card]) -> Iterator[LessonError]:
    earlier = {card.id for card in known if card.number < lesson.card.number}
    for needed in lesson.card.needs:
        if needed not in earlier:
            yield LessonError(lesson.card.path, 1, f"there is no earlier lesson {needed!r} to need")
    for question in lesson.questions:
        if question.is_recall and question.recalls not in earlier:
            yield LessonError(lesson.card.path, question.line, f"there is no earlier lesson {question.recalls!r}")
    for section in lesson.sections:
        for address in links(section.story):
            if "://" not in address and not _inside(lesson.card.folder, address):
                yield LessonError(lesson.card.path, section.line, f"the link to {address!r} leads nowhere")


def _code(card: Card) -> Iterator[LessonError]:
    """The modules that the lanes run, and their settings, as files in the lesson's folder."""
    modules = {lane.app.partition(":")[0] for lane in card.lanes} | {lane.settings for lane in card.lanes}
    for module in sorted(modules):
        path = Path(*module.split("."))
        if not ((card.folder / path).with_suffix(".py").is_file() or (card.folder / path / "__init__.py").is_file()):
            yield LessonError(card.path, 1, f"there is no {path}.py for {module!r}", "put it into the lesson's folder")


def _inside(folder: Path, name: str) -> bool:
    """Whether the name is that of a file within the folder."""
    path = (folder / name).resolve()
    return path.is_file() and path.is_relative_to(folder.resolve())
