"""A visit: its lanes warm between runs, its ticks, one lane that fails beside one that works; with real lanes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from visualizer import course
from visualizer.course import workshop
from visualizer.lab import DEMO, Request
from visualizer.lab.link import Link
from visualizer.trace import Loaded, Trace, plain
from visualizer.ui import subjects
from visualizer.ui.difference import Difference
from visualizer.ui.lane_state import Doing
from visualizer.ui.messages import LaneBroke, LaneProgress, RunEnded, TraceGrew
from visualizer.ui.setup import OWN, Setup
from visualizer.ui.subject import Subject
from visualizer.ui.visit import Badge, Visit
from visualizer.ui.visits import Visits


@asynccontextmanager
async def visiting(subject: Subject) -> AsyncIterator[Visit]:
    """A visit whose lanes end with the test."""
    visit = Visit(subject)
    try:
        yield visit
    finally:
        await visit.close()


def broken_in_one_lane(path: Path) -> Subject:
    """The demo project over WSGI, and an application that cannot be imported over ASGI."""
    wsgi, asgi = DEMO.lanes()
    return Subject("half", (wsgi, replace(asgi, application="nowhere_to_be_found:app", path=path)), (hello(),))


def hello(name: str = "Ada") -> Request:
    """A request that the demo project answers."""
    return Request.build("GET", f"/hello/?name={name}")


async def test_a_run_tells_its_progress_and_ends_with_a_player() -> None:
    ticks: list[type] = []
    async with visiting(subjects.demo()) as visit:
        visit.follow(lambda tick: ticks.append(type(tick)))
        assert (visit.badge, visit.trace, visit.runs) == (Badge.LIVE, None, 0)
        await visit.run()
        assert {LaneProgress, TraceGrew, RunEnded} == set(ticks)
        assert ticks[-1] is RunEnded
        assert visit.broken == ()
        assert [state.doing for state in visit.lanes.values()] == [Doing.DONE, Doing.DONE]
        assert visit.trace is not None
        assert visit.trace.lanes == ("wsgi", "asgi")
        assert visit.player is not None
        assert visit.player.frontier > 50
        assert not visit.running


async def test_lanes_stay_warm_between_runs_and_each_run_has_its_own_trace() -> None:
    async with visiting(subjects.demo()) as visit:
        await visit.warm()
        await visit.run()
        first = visit.trace
        ticks: list[type] = []
        visit.follow(lambda tick: ticks.append(type(tick)))
        await visit.run([hello("Grace")])
        assert visit.runs == 2
        assert visit.trace is not first
        assert all(state.doing is Doing.DONE for state in visit.lanes.values())
        assert visit.requests == (hello("Grace"),)
        visit.follow(None)
        before = len(ticks)
        await visit.run()
        assert len(ticks) == before


async def test_a_lane_that_fails_is_told_and_the_other_is_shown(tmp_path: Path) -> None:
    ticks: list[type] = []
    async with visiting(broken_in_one_lane(tmp_path)) as visit:
        visit.follow(lambda tick: ticks.append(type(tick)))
        await visit.run()
        assert LaneBroke in ticks
        (state,) = visit.broken
        assert state.name == "asgi"
        assert state.failure is not None
        assert "nowhere_to_be_found" in state.failure.reason + state.failure.output
        assert state.failure.advice
        assert visit.trace is not None
        assert len(visit.trace.events("wsgi")) > 20

        (tmp_path / "nowhere_to_be_found.py").write_text(
            f"import sys; sys.path.insert(0, {str(DEMO.path)!r})\nfrom project.asgi import application as app\n"
        )
        await visit.retry()
        assert visit.broken == ()
        assert len(visit.trace.events("asgi")) > 20


async def test_nothing_runs_where_every_lane_fails(tmp_path: Path) -> None:
    lanes = tuple(replace(lane, application="nowhere_to_be_found:app", path=tmp_path) for lane in DEMO.lanes())
    async with visiting(Subject("none", lanes, (hello(),))) as visit:
        await visit.run()
        assert len(visit.broken) == 2
        assert visit.trace is None
        assert visit.player is None


async def test_closing_while_lanes_start_ends_the_wait() -> None:
    visit = Visit(subjects.demo())
    visits = Visits()
    visits.warm(visit.subject)
    await visits.close()
    assert visit.trace is None


async def test_what_nobody_foresaw_is_raised_and_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_sockets(link: Link) -> None:
        raise OSError("no sockets here")

    monkeypatch.setattr(Link, "open", no_sockets)
    async with visiting(subjects.demo()) as visit:
        with pytest.raises(OSError, match="no sockets here"):
            await visit.run()
        assert not visit.running


async def test_at_most_one_visit_is_warm() -> None:
    visits = Visits()
    one = visits.visit(subjects.demo())
    assert visits.visit(subjects.demo()) is one
    again = visits.visit(subjects.demo([hello("Grace")]))
    assert again is one
    assert one.requests == (hello("Grace"),)
    other = visits.visit(subjects.of_lesson(course.find("5")))
    assert other is not one
    assert other.subject.number == 5
    await visits.close()


def test_a_recording_is_there_at_once(tmp_path: Path) -> None:
    loaded = Loaded(Trace(), "cut off")
    visit = Visit(subjects.of_recording(tmp_path / "x.jsonl", loaded))
    assert visit.badge is Badge.RECORDED
    assert visit.trace is loaded.trace
    assert visit.warning == "cut off"
    assert visit.lesson is None
    assert dict(visit.lanes) == {}


def test_a_lesson_s_text_is_read_when_it_is_asked_for() -> None:
    visit = Visit(subjects.of_lesson(course.find("5")))
    assert visit.lesson is not None
    assert visit.lesson.card.number == 5
    assert visit.lesson is visit.lesson


@pytest.mark.parametrize(("one", "other"), [(TraceGrew, TraceGrew), (LaneProgress, LaneProgress)])
def test_ticks_of_one_kind_are_one(one: type[TraceGrew], other: type[TraceGrew]) -> None:
    assert one().can_replace(other())
    assert not one().can_replace(RunEnded())


def lesson_without_asgi(path: Path) -> Subject:
    """Lesson 5, with a lane that cannot be started here."""
    subject = subjects.of_lesson(course.find("5"))
    wsgi, asgi = subject.lanes
    return replace(subject, lanes=(wsgi, replace(asgi, application="nowhere_to_be_found:app", path=path)))


async def test_a_lesson_that_cannot_run_here_plays_its_recording_and_says_why(tmp_path: Path) -> None:
    async with visiting(lesson_without_asgi(tmp_path)) as visit:
        await visit.run()
        assert (visit.badge, visit.remark[:31]) == (Badge.RECORDED, "The lane asgi cannot run here: ")
        assert "nowhere_to_be_found" in visit.remark
        assert visit.trace is not None
        assert visit.trace.lanes == ("wsgi", "asgi")
        await visit.run([hello()])  # a request of one's own has no recording
        assert (visit.badge, visit.remark[:23]) == (Badge.LIVE, "You changed the request")


async def test_without_its_recording_the_lane_itself_says_why(tmp_path: Path) -> None:
    subject = lesson_without_asgi(tmp_path)
    assert subject.card is not None
    async with visiting(replace(subject, card=replace(subject.card, folder=tmp_path))) as visit:
        await visit.run()
        assert (visit.badge, visit.remark) == (Badge.LIVE, "")
        assert [state.name for state in visit.broken] == ["asgi"]


def copy_of_demo(folder: Path) -> Path:
    """A working copy of the demo project, whose greeting has a header more."""
    copy = workshop.original(None).copy(folder / "copy")
    views = copy / "hello" / "views.py"
    text = views.read_text()
    views.write_text(text.replace("    return render(", "    return with_header(").replace("def hello(", HEADER, 1))
    return copy


HEADER = """def with_header(*arguments: object) -> HttpResponse:
    response = render(*arguments)
    response["X-Copy"] = "yes"
    return response


def hello("""


def headers_of(visit: Visit) -> set[str]:
    """What the client of the first lane got."""
    assert visit.trace is not None
    return {name for name in ("X-Copy", "X-Other", "X-Frame-Options") if name.encode() in received(visit.trace)}


def received(trace: Trace) -> bytes:
    lane = trace.events(trace.lanes[0])
    pieces = (event.data["bytes"] for event in lane if (event.stage, event.name) == ("client", "receive"))
    return b"".join(piece for piece in map(plain, pieces) if isinstance(piece, bytes))


async def test_once_a_copy_has_run_it_is_what_runs_until_the_own_code_is_asked_for(tmp_path: Path) -> None:
    async with visiting(subjects.demo()) as visit:
        await visit.run()
        own = visit.trace
        assert headers_of(visit) == {"X-Frame-Options"}
        made = await visit.run_apart(Setup(copy_of_demo(tmp_path)), visit.requests)
        assert visit.trace is own
        await visit.show(made)
        assert (visit.trace, visit.own) == (made.trace, own)
        assert visit.seen == Difference(is_copy=True)
        for _ in range(2):
            assert headers_of(visit) == {"X-Copy", "X-Frame-Options"}
            await visit.run()
        views = tmp_path / "copy" / "hello" / "views.py"
        views.write_text(views.read_text().replace('"X-Copy"', '"X-Other"'))
        visit.code_changed()
        await visit.run()
        assert headers_of(visit) == {"X-Other", "X-Frame-Options"}
        await visit.run_own()
        assert headers_of(visit) == {"X-Frame-Options"}
        assert visit.seen == Difference()
        visit.code_changed()
        await visit.run()
        assert headers_of(visit) == {"X-Frame-Options"}


async def test_changed_lanes_take_the_place_of_the_own_ones() -> None:
    async with visiting(subjects.demo()) as visit:
        await visit.run()
        assert await visit.change(Setup(options={"wsgi": {"MIDDLEWARE": []}})) == ()
        assert [state.doing for state in visit.lanes.values()] == [Doing.LISTENING, Doing.LISTENING]
        await visit.run()
        assert headers_of(visit) == set()
        assert visit.seen.options == ("MIDDLEWARE − SecurityMiddleware, − SessionMiddleware, … (wsgi)",)
        assert [run.note.changed for run in await visit.keeper.runs()] == ["", visit.seen.note]


async def test_lanes_that_cannot_be_changed_like_this_stay_as_they_are() -> None:
    async with visiting(subjects.demo()) as visit:
        await visit.run()
        (failed,) = await visit.change(Setup(options={"asgi": {"MIDDLEWARE": ["nowhere.Middleware"]}}))
        assert failed.name == "asgi"
        assert failed.failure is not None
        assert "nowhere" in failed.failure.output
        assert (visit.broken, visit.setup) == ((), OWN)
        await visit.run()
        assert headers_of(visit) == {"X-Frame-Options"}


async def test_a_lesson_says_what_of_the_run_is_not_its_own(tmp_path: Path) -> None:
    async with visiting(subjects.of_lesson(course.find("5"))) as visit:
        visit.requests = (hello(),)
        visit._lanes.set_up(Setup(tmp_path, {"wsgi": {"threads": 4}}))
        assert visit.difference.note == "the request, your copy of the code, threads 1 → 4"
        assert visit.difference.badge == " · your copy · threads 1 → 4"
        assert visit.difference.remark == (
            "You changed the request, the code and the lanes (threads 1 → 4): the text and its claims are about the "
            "lesson's own. O runs that again."
        )
