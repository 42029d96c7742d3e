"""Checking a lesson by really running it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.course.project import FILES, TEXT, problems, small
from visualizer.course import lessons
from visualizer.course.check.result import Result, State
from visualizer.course.check.running import check
from visualizer.course.live import RECORDING
from visualizer.trace import Trace, save
from visualizer.trace import load as loaded


async def green(folder: Path) -> Result:
    """The result of a lesson that is right, its recording made beforehand."""
    result = await check(folder, [], record=True)
    assert problems(result.errors) == []
    assert result.is_green
    return result


async def test_a_good_lesson_is_green(tmp_path: Path) -> None:
    folder = small(tmp_path)
    result = await green(folder)
    assert (result.lesson, result.stops, result.tasks) == ("01-small", 2, 1)
    assert result.count(State.TRUE) == 1
    assert (folder / RECORDING).is_file()
    assert (await check(folder, [])).is_green


async def test_a_claim_that_the_run_disproves_names_the_event(tmp_path: Path) -> None:
    result = await check(small(tmp_path, TEXT.replace('== "MainThread"', '== "worker-1"')), [], record=True)
    assert not result.is_green
    assert result.proofs[0].state is State.FALSE
    assert result.proofs[0].witnesses[0].endswith(": view hello enter, MainThread")
    assert any("is false of it" in problem for problem in problems(result.errors))


async def test_a_claim_whose_needs_are_absent_is_not_run(tmp_path: Path) -> None:
    text = TEXT.replace("```claim\n", "```claim needs=gunicorn\n").replace("wsgi.view.thread ==", "gunicorn.hops ==")
    result = await green(small(tmp_path, text))
    assert result.count(State.NOT_RUN) == 1
    assert result.proofs[0].reason == "needs gunicorn"


async def test_a_claim_that_asks_for_what_there_is_not_is_an_error(tmp_path: Path) -> None:
    text = TEXT.replace("wsgi.view.thread ==", "wsgi.nothing ==")
    result = await check(small(tmp_path, text), [], record=True)
    assert any("a lane does not know 'nothing'" in problem for problem in problems(result.errors))


async def test_stops_that_the_run_does_not_have_or_not_in_order_are_errors(tmp_path: Path) -> None:
    text = TEXT.replace("view enter in wsgi", "template render").replace("last socket exchange exit", "socket recv")
    extra = "## Again\n<!-- stop: socket recv -->\n\nAgain.\n\n## Remember"
    result = await check(small(tmp_path, text.replace("## Remember", extra)), [], record=True)
    found = problems(result.errors)
    assert any("nothing of that name happened" in problem for problem in found)
    assert any("'Remember' does not come after the one before it" in problem for problem in found)


async def test_a_lesson_that_cannot_be_read_or_has_mistakes_is_not_run(tmp_path: Path) -> None:
    unread = await check(small(tmp_path / "a", "no front matter"), [])
    assert problems(unread.errors) == ["a lesson begins with a line +++"]
    wrong = await check(small(tmp_path / "b", TEXT.replace("## Remember", "## The end")), [])
    assert problems(wrong.errors) == ["the lesson does not say what to remember in three lines"]
    assert wrong.proofs == ()


async def test_a_lane_that_cannot_start_is_told_with_its_own_words(tmp_path: Path) -> None:
    result = await check(small(tmp_path, project__wsgi="import no_such_module\n"), [])
    assert "the lane wsgi failed" in result.errors[0].problem
    assert "no_such_module" in result.errors[0].problem


async def test_a_solution_must_solve(tmp_path: Path) -> None:
    folder = small(tmp_path, tasks__created__project__views=FILES["project/views.py"])
    result = await check(folder, [], record=True)
    (problem,) = problems(result.errors)
    assert problem.startswith("the solution of 'created' does not reach its goal: all.status is 200")


async def test_a_solution_must_start(tmp_path: Path) -> None:
    text = TEXT.replace("edit: project/views.py", "edit: project/views.py\nedit: project/wsgi.py")
    result = await check(small(tmp_path, text, tasks__created__project__wsgi="no python"), [], record=True)
    (problem,) = problems(result.errors)
    assert problem.startswith("the lane wsgi failed")


async def test_a_task_must_not_be_solved_before_it_begins(tmp_path: Path) -> None:
    result = await check(small(tmp_path, TEXT.replace("all.status == 201", "all.status == 200")), [], record=True)
    assert problems(result.errors) == ["the task 'created' is solved before it begins"]


async def test_a_goal_that_is_no_claim_is_an_error(tmp_path: Path) -> None:
    result = await check(small(tmp_path, TEXT.replace("all.status == 201", "all.nothing == 201")), [], record=True)
    assert any("a lane does not know 'nothing'" in problem for problem in problems(result.errors))


async def test_a_recording_must_be_there_and_like_the_run(tmp_path: Path) -> None:
    folder = small(tmp_path)
    absent = await check(folder, [])
    assert ["cannot be read" in problem for problem in problems(absent.errors)] == [True]
    await green(folder)
    (folder / "project/views.py").write_text(FILES["project/views.py"].replace("hello", "hallo"))
    (folder / "project/urls.py").write_text(FILES["project/urls.py"].replace("hello", "hallo"))
    differs = await check(folder, [])
    assert any("the run now differs from it" in problem for problem in problems(differs.errors))


async def test_a_recording_of_another_django_need_not_have_the_same_steps(tmp_path: Path) -> None:
    folder = small(tmp_path)
    await green(folder)
    path = folder / RECORDING
    recorded = loaded(path).trace
    for version, is_green in (("1.0", True), (recorded.header.versions["Django"], False)):
        versions = {**recorded.header.versions, "Django": version}
        made = Trace(replace(recorded.header, versions=versions))
        for source in recorded.sources.values():
            made.add_source(source)
        for lane in recorded.lanes:
            made.extend(event for event in recorded.events(lane) if event.name != "response.close")
        save(made, path)
        result = await check(folder, [])
        assert result.is_green is is_green, problems(result.errors)


@pytest.mark.parametrize("folder", [card.folder for card in lessons()], ids=lambda folder: folder.name)
async def test_the_course_is_green(folder: Path) -> None:
    result = await check(folder, lessons())
    assert problems(result.errors) == []
    assert [proof for proof in result.proofs if proof.state is State.FALSE] == []
