"""Working copies and solutions: the lesson's own files are never written."""

from pathlib import Path

import pytest

from tests.course.project import FILES, TEXT, small
from visualizer.course import LessonError, load, workshop
from visualizer.course.original import files
from visualizer.lab import DEMO


def test_a_copy_has_the_code_and_nothing_else(tmp_path: Path) -> None:
    card = load(small(tmp_path)).card
    copy = workshop.copy(card, tmp_path / "copy")
    there = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert there == {name for name in FILES if name.startswith("project/")}


def test_a_copy_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    card = load(small(tmp_path)).card
    copy = workshop.copy(card, tmp_path / "copy")
    (copy / "project/views.py").write_text("mine")
    workshop.copy(card, copy)
    assert (copy / "project/views.py").read_text() == "mine"


def test_a_copy_of_which_a_kill_left_a_part_is_made_anew(tmp_path: Path) -> None:
    card = load(small(tmp_path)).card
    (tmp_path / ".copy.part" / "project").mkdir(parents=True)
    copy = workshop.copy(card, tmp_path / "copy")
    assert (copy / "project/views.py").read_text() == FILES["project/views.py"]
    assert not (tmp_path / ".copy.part").exists()


def test_what_was_changed_in_a_copy_is_known(tmp_path: Path) -> None:
    original = workshop.original(load(small(tmp_path)).card)
    copy = original.copy(tmp_path / "copy")
    names = files(copy)
    assert names == ["project/asgi.py", "project/settings.py", "project/urls.py", "project/views.py", "project/wsgi.py"]
    assert original.changed(copy, names) == frozenset()
    (copy / "project/views.py").write_text("mine")
    (copy / "project/more.py").write_text("new = 1\n")
    (copy / ".edits").mkdir()
    (copy / ".edits/hidden.py").write_text("not = code\n")
    assert original.changed(copy, files(copy)) == {"project/views.py", "project/more.py"}


def test_the_demo_project_can_be_changed_too(tmp_path: Path) -> None:
    copy = workshop.original(None).copy(tmp_path / "copy")
    assert {"hello/views.py", "project/settings.py", "hello/templates/hello/hello.html"} <= set(files(copy))
    wsgi, asgi = workshop.original(None).lanes(DEMO.lanes(), copy)
    assert (wsgi.path, asgi.path) == (copy, copy)
    assert wsgi.application == DEMO.wsgi


def test_a_solution_is_written_over_the_copy_alone(tmp_path: Path) -> None:
    lesson = load(small(tmp_path))
    copy = workshop.copy(lesson.card, tmp_path / "copy")
    workshop.solve(lesson.card, lesson.tasks[0], copy)
    assert (copy / "project/views.py").read_text() == FILES["tasks/created/project/views.py"]
    assert (lesson.card.folder / "project/views.py").read_text() == FILES["project/views.py"]


def test_a_solution_is_shown_as_a_difference(tmp_path: Path) -> None:
    lesson = load(small(tmp_path, tasks__created__project__more="new = 1\n"))
    shown = workshop.difference(lesson.card, lesson.tasks[0])
    assert '-    return HttpResponse("Hello.")\n+    return HttpResponse("Hello.", status=201)\n' in shown
    assert "+new = 1\n" in shown


def test_a_task_without_a_solution_says_where_it_belongs(tmp_path: Path) -> None:
    lesson = load(small(tmp_path, TEXT, tasks__created__project__views=None))
    with pytest.raises(LessonError, match=r"put it at tasks/created/project/views\.py"):
        workshop.solution(lesson.card, lesson.tasks[0])
