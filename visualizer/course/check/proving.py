"""Proving a lesson by a trace: its stops are there and in order, its claims are true, its recording is like the run."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from visualizer.course.check.result import Proof, State
from visualizer.course.claims import ClaimError, Run, judge
from visualizer.course.errors import LessonError
from visualizer.course.lesson import Claim, Lesson
from visualizer.course.live import RECORDING
from visualizer.lab import BreakOn
from visualizer.replay.selector import Selector, SelectorError
from visualizer.trace import Trace, TraceError, load

_OWN = ("environ", "scope", "middleware", "view", "response")
"""The stages in which two runs of a lesson are alike: what the client and the sockets do depends on the moment."""


def prove(claim: Claim, run: Run) -> Proof:
    """What the run says to the claim. Raises ClaimError for what is no claim."""
    absent = [name for name in claim.needs if name not in run.score.lanes]
    if absent:
        return Proof(claim, State.NOT_RUN, f"needs {', '.join(absent)}")
    return Proof.of(claim, judge(claim.expression, run))


def proofs(path: Path, claims: tuple[Claim, ...], run: Run) -> tuple[list[Proof], list[LessonError]]:
    """Every claim with what the run says to it, and those that are none."""
    made: list[Proof] = []
    errors: list[LessonError] = []
    for claim in claims:
        try:
            made.append(prove(claim, run))
        except ClaimError as error:
            errors.append(LessonError(path, claim.line, str(error)))
    return made, errors


def misplaced(lesson: Lesson, run: Run) -> Iterator[LessonError]:
    """The stops that the run does not have, or not after the stop before."""
    before = -1
    for stop in lesson.stops:
        try:
            step = Selector.parse(stop.selector).resolve(run.score)
        except SelectorError as error:
            yield LessonError(lesson.card.path, stop.selector_line, str(error))
            continue
        if step <= before:
            problem = f"the stop {stop.title!r} does not come after the one before it"
            yield LessonError(lesson.card.path, stop.selector_line, problem, "put the stops in the order of the run")
        before = max(before, step)


def unheld(lesson: Lesson, run: Run) -> Iterator[LessonError]:
    """The lanes in which no request was held where one was to be: the claims would be about something else."""
    for request in lesson.card.requests:
        stop = BreakOn.parse(request.hold) if request.hold else None
        for number, lane in enumerate(run.score.lanes):
            if stop is not None and stop.lane in (None, lane) and not _was_held(run, number, stop):
                problem = f"no request came to {request.hold!r} in the lane {lane}, where it was to be held"
                yield LessonError(lesson.card.path, 1, problem, "name an event that the lane has, or one lane alone")


def _was_held(run: Run, lane: int, stop: BreakOn) -> bool:
    return any(stop.fits(run.score.event(lane, hold.event)) for hold in run.score.holds(lane).all())


def recording(lesson: Lesson, live: Run) -> Iterator[LessonError]:
    """What is wrong with the lesson's recorded run, beside the live one."""
    path = lesson.card.folder / RECORDING
    advice = "make it anew with `visualizer check --record`"
    try:
        loaded = load(path)
    except TraceError as error:
        yield LessonError(path, error.line, error.problem, advice)
        return
    recorded = Run(loaded.trace)
    yield from misplaced(lesson, recorded)
    made, _ = proofs(lesson.card.path, lesson.claims, recorded)
    for proof in made:
        if proof.state is State.FALSE:
            yield LessonError(path, None, f"the claim “{proof.claim.sentence}” is false of it: {proof.reason}", advice)
    difference = _difference(loaded.trace, live.trace)
    if difference and _is_alike(loaded.trace, live.trace):
        yield LessonError(path, None, f"the run now differs from it: {difference}", advice)


def _is_alike(recorded: Trace, live: Trace) -> bool:
    """Whether both ran on the same Django, its corrections apart: another may do the same in other steps."""
    then, now = recorded.header.versions.get("Django", ""), live.header.versions.get("Django", "")
    return then.split(".")[:2] == now.split(".")[:2]


def _difference(recorded: Trace, live: Trace) -> str:
    """In what the two runs are not alike, in one clause; empty where they are."""
    then, now = _summary(recorded), _summary(live)
    for what, count in ((now - then) + (then - now)).items():
        return f"{' '.join(map(str, what))} happens {now[what]} times instead of {then[what]}" if count else ""
    return ""


def _summary(trace: Trace) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (lane, event.stage, event.name, event.phase)
        for lane in trace.lanes
        for event in trace.events(lane)
        if event.stage in _OWN
    )
