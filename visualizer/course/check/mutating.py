"""The check of the checks: for each claim a run in which it is false, so that a claim that can never fail is found out.

A mutated trace is the lesson's own with one thing changed: the lanes swapped, an event dropped, a thread renamed, a
value altered. The claim must be judged false of one of them, and say by which event or by which one's absence; an
error does not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from visualizer.course.check.result import State
from visualizer.course.claims import ClaimError, Run, Verdict, judge
from visualizer.course.lesson import Claim
from visualizer.trace import Event, Place, Trace

OTHER = "another-thread"
"""The name of the thread to which events are moved."""
OTHER_VALUE = "another value"
"""What altered data hold."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed trace, and what was changed."""

    change: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a claim: the change that made it false, or that none did."""

    claim: Claim
    state: State
    """TRUE where a change made the claim false, FALSE where none did, NOT_RUN where the claim itself was not run."""
    change: str
    reason: str


def outcome(claim: Claim, run: Run) -> Outcome:
    """Try changes until one makes the claim false."""
    if any(name not in run.score.lanes for name in claim.needs):
        return Outcome(claim, State.NOT_RUN, "", f"needs {', '.join(claim.needs)}")
    for mutant in mutants(claim, run):
        verdict = _judged(claim, mutant)
        if verdict is not None and not verdict.holds and _names_an_event(verdict):
            said = str(verdict.witnesses[0]) if verdict.witnesses else verdict.reason
            return Outcome(claim, State.TRUE, mutant.change, said)
    return Outcome(claim, State.FALSE, "", "no change of the run makes it false")


def mutants(claim: Claim, run: Run) -> Iterator[Mutant]:
    """Changed runs, the cheapest and most telling first: those of the events that the claim looks at."""
    if len(run.trace.lanes) > 1:
        yield Mutant("the lanes swapped", _swapped(run.trace))
    for lane, index in _looked_at(claim, run):
        event = run.trace.events(lane)[index]
        what = f"{lane} event {index + 1} ({event.stage} {event.name})"
        yield Mutant(f"{what} dropped", _edited(run.trace, event, None))
        moved = replace(event, place=Place(event.place.process, OTHER, None))
        yield Mutant(f"{what} in another thread", _edited(run.trace, event, moved))
        altered = replace(event, data=dict.fromkeys(event.data, OTHER_VALUE))
        yield Mutant(f"{what} with other data", _edited(run.trace, event, altered))
        yield Mutant(f"{what} last of all", _edited(run.trace, event, None, at_the_end=True))


def _looked_at(claim: Claim, run: Run) -> list[tuple[str, int]]:
    """The events on which the claim's truth rests, and the other halves of their spans."""
    judge(claim.expression, run)
    score = run.score
    found: dict[tuple[str, int], None] = {}
    for looked in run.everything:
        found[looked.lane, looked.index] = None
        partner = score.partner(score.lanes.index(looked.lane), looked.index)
        if partner is not None:
            found[looked.lane, partner] = None
    return list(found)


def _judged(claim: Claim, mutant: Mutant) -> Verdict | None:
    try:
        return judge(claim.expression, Run(mutant.trace))
    except ClaimError:
        return None


def _names_an_event(verdict: Verdict) -> bool:
    return bool(verdict.witnesses) or "“" in verdict.reason


def _swapped(trace: Trace) -> Trace:
    """The same events with each lane's under the next one's name."""
    names = dict(zip(trace.lanes, (*trace.lanes[1:], trace.lanes[0]), strict=True))
    made = Trace(trace.header)
    for lane in trace.lanes:
        for event in trace.events(lane):
            made.append(replace(event, lane=names[lane]))
    return made


def _edited(trace: Trace, old: Event, new: Event | None, *, at_the_end: bool = False) -> Trace:
    """The same events with one replaced, or left out, or moved to the end of its lane."""
    made = Trace(trace.header)
    for lane in trace.lanes:
        for event in trace.events(lane):
            if event is not old:
                made.append(event)
            elif new is not None:
                made.append(new)
    if at_the_end:
        last = trace.events(old.lane)[-1]
        made.append(replace(old, time=last.time + 1, seq=last.seq + 1))
    return made
