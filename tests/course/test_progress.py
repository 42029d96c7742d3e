"""Progress: a fold over lines that are only ever appended; nothing is lost to a kill, another program or damage."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.course import LessonError
from visualizer.course.progress import ACTS, Answer, Book, Loaded, folder


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An empty one."""
    return Book(tmp_path / "data" / "progress.jsonl")


def test_nothing_was_done_at_first(book: Book) -> None:
    assert book.load() == Loaded({}, None)
    assert not book.path.exists()


def test_it_lies_in_the_platforms_folder() -> None:
    assert Book().path == folder() / "progress.jsonl"
    assert folder().name == "visualizer"


def test_what_was_done_is_there_again(book: Book) -> None:
    book.answer("both-lanes", "async-wsgi", "`MainThread`", right=False)
    book.answer("both-lanes", "async-wsgi", "another thread", right=True)
    book.skip("both-lanes", "sync-asgi")
    book.reach("both-lanes", 4)
    book.reach("both-lanes", 2)
    book.solve("both-lanes", "middle")
    book.finish("both-lanes")
    book.skip("environ", "keys")
    progress = Book(book.path).load().progress
    lesson = progress["both-lanes"]
    assert lesson.answers == {"async-wsgi": Answer("another thread", True), "sync-asgi": Answer("", None)}
    assert (lesson.predicted, lesson.skipped, lesson.stop, lesson.solved) == (1, 1, 4, frozenset({"middle"}))
    assert lesson.done is not None
    assert progress["environ"].done is None


def test_the_file_can_be_read_by_people(book: Book) -> None:
    book.answer("environ", "keys", "ein größerer Tee", right=True)
    (line,) = book.path.read_text(encoding="utf-8").splitlines()
    assert "ein größerer Tee" in line
    assert json.loads(line)["act"] == "answer"


def test_one_lesson_or_all_begin_anew(book: Book) -> None:
    for lesson in ("a", "b", "c"):
        book.finish(lesson)
    book.reset("b")
    assert set(book.load().progress) == {"a", "c"}
    book.reset()
    assert book.load().progress == {}
    book.finish("d")
    assert set(book.load().progress) == {"d"}


def test_it_moves_to_another_machine(book: Book, tmp_path: Path) -> None:
    book.finish("a")
    book.export(tmp_path / "mine.jsonl")
    other = Book(tmp_path / "other" / "progress.jsonl")
    other.finish("b")
    assert other.take_in(tmp_path / "mine.jsonl") == 1
    assert set(other.load().progress) == {"a", "b"}
    with pytest.raises(FileExistsError):
        book.export(tmp_path / "mine.jsonl")


def test_an_empty_book_is_exported_as_an_empty_file(book: Book, tmp_path: Path) -> None:
    book.export(tmp_path / "mine.jsonl")
    assert book.take_in(tmp_path / "mine.jsonl") == 0


def test_a_file_that_is_none_is_not_taken_in(book: Book, tmp_path: Path) -> None:
    book.finish("a")
    before = book.path.read_bytes()
    (tmp_path / "none.jsonl").write_bytes(before + b"\n[]\n")
    with pytest.raises(LessonError, match=r"none\.jsonl:3: is no line of a progress file"):
        book.take_in(tmp_path / "none.jsonl")
    assert book.path.read_bytes() == before


DAMAGED = [
    b"\xff\xfe",
    b'{"act": "done"',
    b"[" * 10_000,
    b"[]",
    b'{"at": "x", "act": "nothing", "lesson": "a"}',
    b'{"at": 1, "act": "done", "lesson": "a"}',
    b'{"at": "x", "act": "done", "lesson": "a", "more": 1}',
    b'{"at": "x", "act": "reach", "lesson": "a", "what": "x"}',
    b'{"at": "x", "act": "reach", "lesson": "a"}',
    b'{"at": "x", "act": "answer", "lesson": "a", "what": "q", "answer": "b"}',
    b'{"at": "x", "act": "answer", "lesson": "a", "what": "q", "right": true}',
]


@pytest.mark.parametrize("line", DAMAGED)
def test_a_damaged_file_is_set_aside_and_what_can_be_read_goes_on(book: Book, line: bytes) -> None:
    book.finish("a")
    with book.path.open("ab") as file:
        file.write(line)
    damaged = book.path.read_bytes()
    loaded = book.load()
    assert set(loaded.progress) == {"a"}
    assert loaded.warning is not None
    (aside,) = book.path.parent.glob("progress.damaged-*")
    assert aside.read_bytes() == damaged
    assert aside.name in loaded.warning
    assert Book(book.path).load() == Loaded(loaded.progress, None)


@given(st.binary())
def test_any_file_loads(data: bytes) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        book = Book(Path(folder) / "progress.jsonl")
        book.path.write_bytes(data)
        book.load()
        kept = [path.read_bytes() for path in Path(folder).iterdir()]
        assert data in kept


@given(st.sampled_from(ACTS), st.text(), st.text())
def test_any_text_comes_back(act: str, lesson: str, text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        book = Book(Path(folder) / "progress.jsonl")
        book.answer(lesson, text, text, right=True)
        book.solve(lesson, text)
        loaded = book.load()
        assert loaded.warning is None
        assert loaded.progress[lesson].answers[text] == Answer(text, True)


WRITER = """
import sys
from pathlib import Path
from visualizer.course.progress import Book
book = Book(Path(sys.argv[1]))
print("ready", flush=True)
count = int(sys.argv[2])
number = 0
while number != count:
    book.answer(sys.argv[3], f"question-{number}", "an answer " * 20, right=True)
    number += 1
"""


def writer(book: Book, count: int, lesson: str) -> "subprocess.Popen[str]":
    """A program that writes so many answers, or without end."""
    program = [sys.executable, "-c", WRITER, str(book.path), str(count), lesson]
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True)


def test_two_programs_at_once_lose_nothing(book: Book) -> None:
    programs = [writer(book, 300, lesson) for lesson in ("a", "b")]
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    loaded = book.load()
    assert loaded.warning is None
    assert [len(loaded.progress[lesson].answers) for lesson in ("a", "b")] == [300, 300]


def test_a_kill_at_any_moment_leaves_whole_lines(book: Book) -> None:
    for _ in range(5):
        with writer(book, -1, "a") as program:
            assert program.stdout is not None
            program.stdout.readline()
            before = book.path.stat().st_size if book.path.exists() else 0
            while not book.path.exists() or book.path.stat().st_size < before + 5_000:
                os.sched_yield()
            program.send_signal(signal.SIGKILL)
        assert book.load().warning is None
