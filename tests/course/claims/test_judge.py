"""Judging: what holds, and what is false with its reason and its events."""

import pytest

from tests.build import Builder, trace_of
from tests.course.claims.runs import LOOP, run
from visualizer.course.claims import ClaimError, Run, Verdict, judge
from visualizer.course.claims.judge import value_of
from visualizer.course.claims.query import Absent
from visualizer.trace import Trace


@pytest.mark.parametrize(
    "claim",
    [
        'wsgi.view.thread == "MainThread"',
        'asgi.view.thread == "worker-1" != "MainThread"',
        "asgi.view.task == None",
        "wsgi[2].view.status == 202",
        'wsgi("view exit of exchange 2").status == 202',
        'wsgi("last view").exchange == 2',
        "all.statuses == [200, 200]",
        "all.statuses == (200, 200)",
        "all.status == 200",
        "wsgi.hops == 0 and asgi.hops == 2 and asgi[1].hops == 1",
        "wsgi.switches == 0 and asgi[1].switches == 2",
        'asgi.threads == ["MainThread", "worker-1"]',
        'all[1].body == b"Hello"',
        'wsgi[2].headers["x-exchange"] == "2"',
        'wsgi.headers["x-exchange"] == "1"',
        'b"X-Exchange: 2" in wsgi.received and b"A: 2" not in wsgi.received',
        'wsgi.view.stage == "view" and wsgi.view.name == "hello" and wsgi.view["mode"] == "sync"',
        'wsgi.view.process == 1 and wsgi.view.outcome == "returned" and wsgi("view exit").outcome == "returned"',
        'wsgi.environ["environ"]["PATH_INFO"] == "/1/" and wsgi.environ.environ["wsgi.version"][0] == 1',
        'wsgi("chunk").outcome == None',
        'wsgi.count("chunk") == 4 and wsgi[1].count("chunk", size=2) == 1',
        'asgi.order("view exit", "first chunk", "second chunk", "client request exit")',
        'asgi.order("hop sync_to_async", "view", "view exit")',
        'not wsgi.order("first chunk", "view")',
        'asgi.overlap("view", "hop sync_to_async") and not asgi.overlap("view", "chunk")',
        'wsgi.each("view exit", "status") == [201, 202]',
        'wsgi.between("first chunk", "second chunk") < wsgi[1].duration',
        "wsgi.view.duration < wsgi.duration and wsgi.duration > 0",
        "wsgi.view.duration * 3 >= wsgi.view.duration + wsgi.view.duration - 1",
        "asgi.duration / wsgi.duration <= 2",
        "len(asgi.threads) == 2 and sum(wsgi.statuses) == 400 and max(wsgi.statuses) == min(wsgi.statuses)",
        'sorted(asgi.threads)[0] == "MainThread" and len(set(wsgi.statuses)) == 1',
        "wsgi.hops == 1 or wsgi.hops == 0",
        "wsgi.status in [200, 204] and not wsgi.status == 404",
        "(wsgi.hops < asgi.hops) == True",
        "-wsgi.status == -200",
    ],
)
def test_what_holds(claim: str) -> None:
    assert judge(claim, run()) == Verdict(True, "", ())


@pytest.mark.parametrize(
    ("claim", "reason", "witnesses"),
    [
        (
            'asgi.view.thread == "MainThread"',
            "asgi.view.thread is 'worker-1', which is not equal to 'MainThread'",
            ["asgi event 5: view hello enter, worker-1"],
        ),
        (
            "wsgi.status == 200 and 1 < wsgi[2].view.status <= 201",
            "wsgi[2].view.status is 202, which is not at most 201",
            ["wsgi event 16: view hello enter, MainThread"],
        ),
        ("all.hops == 0", "all.hops is 2, which is not equal to 0", None),
        ('wsgi("third view").status == 1', "wsgi has no event “third view”", []),
        ('wsgi[2]("second view").status == 1', "wsgi has no event “second view” of exchange 2", []),
        ('wsgi("template render").thread != "a"', "wsgi has no event “template render”", []),
        ("wsgi.view.colour == 1", "wsgi’s “view hello” has no 'colour'", None),
        ("wsgi.view.statu == 1", "wsgi’s “view hello” has no 'statu'; did you mean status or stage?", None),
        ('not wsgi.order("view", "view exit")', "not wsgi.order('view', 'view exit') is not so", None),
        ('wsgi.order("chunk", "view")', "wsgi.order('chunk', 'view') is not so", None),
        ('wsgi.environ.environ["NOPE"] == 1', "wsgi.environ.environ['NOPE'] is not there: it is {", None),
        ("wsgi.threads[9] == 1", "wsgi.threads[9] is not there: it is ['MainThread']", None),
        ("wsgi.status[0] == 1", "wsgi.status[0] is not there: 200 has no items", None),
        ("wsgi.status / wsgi.hops == 1", "wsgi.hops is 0", None),
        ("wsgi.body + 1 == 1", "b'HelloHello' is no number", None),
        ("-wsgi.body == 1", "b'HelloHello' is no number", None),
        ("len(wsgi.status) == 1", "len(200) has no value", None),
        ("max(wsgi.each('template render', 'thread')) == 1", "max([]) has no value", None),
        ("wsgi.view.task < 1", "wsgi.view.task is None, which is not less than 1", None),
        ("wsgi.view.task > 1", "is None, which is not more than 1", None),
        ("wsgi.view.task >= 1", "is None, which is not at least 1", None),
        ("wsgi.view.task in 1", "is None, which is not in 1", None),
        ("wsgi.status not in [200]", "is 200, which is not absent from [200]", None),
        ("wsgi.status != 200", "is 200, which is not different from 200", None),
        ("wsgi.received == 1", "…, which is not equal to 1", None),
    ],
)
def test_what_is_false_has_its_reason_and_its_events(claim: str, reason: str, witnesses: list[str] | None) -> None:
    verdict = judge(claim, run())
    assert not verdict.holds
    assert reason in verdict.reason
    assert witnesses is None or [str(witness) for witness in verdict.witnesses] == witnesses


def test_an_event_that_has_not_ended_has_no_duration() -> None:
    cut = Trace()
    cut.extend(run().trace.events("wsgi")[:4])
    assert judge("wsgi.view.duration > 0", Run(cut)).reason == "wsgi’s “view hello” has not ended"
    assert judge("wsgi.view.outcome == None", Run(cut)).holds


def test_a_witness_names_the_task_where_there_is_one() -> None:
    lane = Builder("asgi")
    lane.place = LOOP
    lane.enter("view", "hello")
    verdict = judge('asgi.view.thread == "x"', Run(trace_of(lane)))
    assert str(verdict.witnesses[0]) == "asgi event 1: view hello enter, MainThread Task-1"


@pytest.mark.parametrize(
    "claim",
    [
        "nowhere.status == 200",
        "wsgi.nothing == 1",
        "wsgi.statuss == 1",
        "wsgi[0].status == 1",
        'wsgi["a"].status == 1',
        "wsgi[1][1].status == 1",
        'wsgi("").status == 1',
        "wsgi(1).status == 1",
        'wsgi("view in asgi").status == 1',
        'wsgi("view", "view").status == 1',
        "wsgi.status.real == 1",
        'wsgi.view("hello").thread == 1',
        "wsgi.count() == 1",
        'wsgi.order("view")',
        'wsgi.order("view", "view", a=1)',
        'wsgi.overlap("view")',
        'wsgi.between("view")',
        'wsgi.each("view")',
        'wsgi.each("view", 1)',
        "len(wsgi.statuses, 1) == 1",
        "open('x') == 1",
        "wsgi == ",
    ],
)
def test_what_is_no_claim_is_an_error(claim: str) -> None:
    with pytest.raises(ClaimError):
        judge(claim, run())


def test_a_figure_has_the_value_of_its_expression() -> None:
    assert value_of("asgi.view.thread", run()) == "worker-1"
    with pytest.raises(Absent):
        value_of('asgi("fifth view").thread', run())
