"""The check of the checks: a claim that can fail is made to, one that cannot is found out."""

from pathlib import Path

import pytest

from tests.build import trace_of
from tests.course.claims.runs import lane, run
from tests.course.project import TEXT, problems, small
from visualizer.course import Claim
from visualizer.course.check.mutating import mutants, outcome
from visualizer.course.check.result import State
from visualizer.course.check.running import check
from visualizer.course.claims import Run
from visualizer.trace import Place


def claim(expression: str, *needs: str) -> Claim:
    """A claim."""
    return Claim("So it is.", expression, 1, needs)


@pytest.mark.parametrize(
    ("expression", "change"),
    [
        ('asgi.view.thread == "worker-1"', "the lanes swapped"),
        ('all.order("view", "view exit")', "(view hello) dropped"),
        ("all.status == 200", "with other data"),
        ("all[1].view.status != 404", "dropped"),
        ("wsgi.hops == asgi.hops - 2", "the lanes swapped"),
        ('wsgi("chunk").size == 3', "dropped"),
    ],
)
def test_a_claim_that_can_fail_is_made_false(expression: str, change: str) -> None:
    found = outcome(claim(expression), run())
    assert found.state is State.TRUE
    assert change in found.change
    assert found.reason


@pytest.mark.parametrize("expression", ["1 == 1", "wsgi.hops >= 0", "wsgi.hops >= 0 or wsgi.view.thread == 1"])
def test_a_claim_that_cannot_fail_is_found_out(expression: str) -> None:
    found = outcome(claim(expression), run())
    assert found.state is State.FALSE
    assert found.reason == "no change of the run makes it false"


def test_an_error_does_not_count() -> None:
    only = Run(trace_of(lane("wsgi", Place(1, "MainThread", None), hop=False)))
    assert outcome(claim("wsgi.status == 200 or wsgi.nothing == 1"), only).state is State.FALSE
    changes = list(mutants(claim("wsgi.status == 200"), only))
    assert "the lanes swapped" not in [mutant.change for mutant in changes]


def test_a_claim_that_was_not_run_is_not_mutated() -> None:
    assert outcome(claim("gunicorn.status == 200", "gunicorn"), run()).state is State.NOT_RUN


def test_each_change_changes_one_thing() -> None:
    asked = run()
    size = len(asked.trace)
    sizes = {
        mutant.change.split(") ")[-1]: len(mutant.trace) for mutant in mutants(claim("wsgi.view.status == 1"), asked)
    }
    assert sizes == {
        "the lanes swapped": size,
        "dropped": size - 1,
        "in another thread": size,
        "with other data": size,
        "last of all": size,
    }


async def test_check_says_which_claims_can_fail(tmp_path: Path) -> None:
    folder = small(tmp_path, TEXT.replace("```claim\n", "```claim\n# Nothing.\nwsgi.hops >= 0\n\n"))
    result = await check(folder, [], record=True, mutate=True)
    assert result.falsified == 1
    assert problems(result.errors) == [
        "the claim “Nothing.” cannot fail: no change of the run makes it false",
    ]


async def test_what_is_wrong_anyway_is_not_mutated(tmp_path: Path) -> None:
    result = await check(small(tmp_path), [], mutate=True)
    assert result.falsified is None
    assert not result.is_green
