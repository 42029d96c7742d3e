"""What checking a lesson found, as frozen data, and how it is written as a table row and as JSON."""

from dataclasses import dataclass, field
from enum import Enum

from visualizer.course.claims import Verdict
from visualizer.course.errors import LessonError
from visualizer.course.lesson import Claim


class State(Enum):
    """How a claim came out."""

    TRUE = "true"
    FALSE = "false"
    NOT_RUN = "not run"
    """What it needs is not there; never counted as true."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim with what the run said to it."""

    claim: Claim
    state: State
    reason: str = ""
    witnesses: tuple[str, ...] = ()

    @classmethod
    def of(cls, claim: Claim, verdict: Verdict) -> "Proof":
        """The proof that a verdict is."""
        state = State.TRUE if verdict.holds else State.FALSE
        return cls(claim, state, verdict.reason, tuple(map(str, verdict.witnesses)))


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be said of a lesson."""

    lesson: str
    """Its folder's name."""
    errors: tuple[LessonError, ...] = ()
    """Mistakes in its files, and what went wrong when it ran."""
    proofs: tuple[Proof, ...] = ()
    stops: int = 0
    tasks: int = 0
    falsified: int | None = None
    """For how many claims a changed run was found in which they are false; None where that was not asked for."""
    seconds: float = field(default=0.0, compare=False)

    @property
    def is_green(self) -> bool:
        """Whether nothing is wrong: what could not be run is not wrong, and said."""
        return not self.errors and not self.count(State.FALSE)

    def count(self, state: State) -> int:
        """How many claims came out so."""
        return sum(proof.state is state for proof in self.proofs)

    def as_json(self) -> dict[str, object]:
        """The result as JSON holds it."""
        return {
            "lesson": self.lesson,
            "green": self.is_green,
            "stops": self.stops,
            "tasks": self.tasks,
            "falsified": self.falsified,
            "seconds": round(self.seconds, 2),
            "errors": [str(error) for error in self.errors],
            "claims": [
                {
                    "line": proof.claim.line,
                    "sentence": proof.claim.sentence,
                    "expression": proof.claim.expression,
                    "state": proof.state.value,
                    "reason": proof.reason,
                    "events": list(proof.witnesses),
                }
                for proof in self.proofs
            ],
        }
