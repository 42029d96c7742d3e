"""What a run says to a lesson: each claim proved or disproved with the events that say so, and the text's figures.

Found once for a run, beside the keys; the panes then only look things up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from visualizer.course.check.result import Proof, State
from visualizer.course.claims import ClaimError, Run
from visualizer.course.claims.query import Looked
from visualizer.course.figures import fill
from visualizer.course.lesson import Claim, Lesson, Prose
from visualizer.trace import Trace

MOST_EVENTS = 3
"""Events that are named below a claim."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the run says to one claim."""

    proof: Proof
    events: tuple[Looked, ...] = ()
    """The events that say so, the first few: of a false claim those that disprove it."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the run says to all of the lesson."""

    claims: Mapping[int, Finding] = field(default_factory=dict)
    """By the line of the claim in the lesson's file."""
    prose: Mapping[int, str] = field(default_factory=dict)
    """The pieces of the story in which there are figures, by their line."""


def find(lesson: Lesson, trace: Trace) -> Findings:
    """All that the run says."""
    run = Run(trace)
    told = [part for stop in lesson.stops for part in stop.parts if isinstance(part, Prose) and "{" in part.text]
    return Findings(judged(lesson.claims, run), {part.line: fill(part.text, run) for part in told})


def judged(claims: Iterable[Claim], run: Run) -> dict[int, Finding]:
    """What the run says to these claims."""
    return {claim.line: _finding(claim, run) for claim in claims}


def _finding(claim: Claim, run: Run) -> Finding:
    from visualizer.course.check.proving import prove  # brings the lab, which a recording does not wait for

    try:
        proof = prove(claim, run)
    except ClaimError as error:
        return Finding(Proof(claim, State.FALSE, str(error)))
    if proof.state is State.NOT_RUN:
        return Finding(proof)
    looked = run.looked if proof.state is State.FALSE else run.everything
    events = {(each.lane, each.index): each for each in looked}
    return Finding(proof, tuple(events.values())[:MOST_EVENTS])
