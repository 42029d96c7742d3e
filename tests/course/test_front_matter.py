"""Front matter: a card from good TOML, and for each mistake an error with its line and what to do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.course.write import CARD, error_of, lesson
from visualizer.course import Lane, LessonError, LessonRequest
from visualizer.course.front_matter import card, read_card, split_text
from visualizer.course.lesson import Pace

PATH = Path("lessons/01-small/lesson.md")


def edited(old: str, new: str) -> str:
    """The small lesson's TOML with one change."""
    assert old in CARD
    return CARD.replace(old, new).removeprefix("+++\n").removesuffix("+++\n")


def test_a_card_holds_what_the_front_matter_says(tmp_path: Path) -> None:
    made = read_card(lesson(tmp_path, CARD + "# Not read\n"))
    assert (made.number, made.slug, made.id, made.title, made.minutes, made.part) == (
        (1, "small", "small", "A small lesson", 6, 1)
    )
    assert made.lanes == (
        Lane("wsgi", "wsgi", "project.wsgi:application", "project.settings"),
        Lane("asgi", "asgi", "project.asgi:application", "project.settings"),
    )
    assert made.requests == (LessonRequest(path="/"),)
    assert made.path == tmp_path / "01-small" / "lesson.md"
    assert made.application == {"wsgi": "project.wsgi:application", "asgi": "project.asgi:application"}


def test_only_the_front_matter_is_read(tmp_path: Path) -> None:
    folder = lesson(tmp_path, CARD)
    with (folder / "lesson.md").open("ab") as file:
        file.write(b"x" * 100_000 + b"\xff")
    assert read_card(folder).title == "A small lesson"


def test_lanes_may_be_tables() -> None:
    text = edited('lanes = ["wsgi", "asgi"]\n', "") + (
        '[[lanes]]\nname = "plain"\nprotocol = "asgi"\n'
        '[[lanes]]\nname = "mounted"\nprotocol = "wsgi"\napp = "other.wsgi:app"\n'
        'settings = "other.settings"\nthreads = 4\noptions = ["--root-path", "/app"]\n'
    )
    assert card(PATH, text).lanes == (
        Lane("plain", "asgi", "project.asgi:application", "project.settings"),
        Lane("mounted", "wsgi", "other.wsgi:app", "other.settings", 4, ("--root-path", "/app")),
    )


def test_requests_may_have_everything() -> None:
    text = edited(
        'path = "/"',
        'method = "POST"\npath = "/a?b=%20"\nheaders = [["X-A", "1"], ["X-A", "2"]]\nbody = "é"\n'
        'pace = { bytes = 5, pause = 20 }\n[[requests]]\npath = "/c"\nchunks = ["ab", "c"]\n'
        '[[requests]]\nraw = "GET / HTTP/1.1\\r\\nX: \\u00ff\\r\\n\\r\\n"',
    )
    first, second, third = card(PATH, text).requests
    assert first == LessonRequest(
        "POST", "/a?b=%20", (("X-A", "1"), ("X-A", "2")), "é".encode(), pace=Pace(size=5, pause=20)
    )
    assert second == LessonRequest(path="/c", chunks=(b"ab", b"c"))
    assert third.raw == b"GET / HTTP/1.1\r\nX: \xff\r\n\r\n"


MISTAKES = [
    ('id = "small"', "id = small", 2, "not TOML"),
    ('id = "small"\n', "", 2, "`id` is missing"),
    ('id = "small"', 'id = ""', 2, "one line of text"),
    ('id = "small"', 'id = "a\\nb"', 2, "one line of text"),
    ("minutes = 6", 'minutes = "6"', 4, "`minutes` must be a whole number"),
    ("minutes = 6", "minutes = true", 4, "`minutes` must be a whole number"),
    ("minutes = 6", "minutes = 0", 4, "from 1 to 90"),
    ("minutes = 6", "minuts = 6", 4, "unknown key `minuts`; did you mean `minutes`?"),
    ("part = 1", "part = 1\nparts = 2", 6, "unknown key `parts`; did you mean `part`?"),
    ("part = 1", "part = 1\nzzz = 2", 6, "unknown key `zzz`; known are id, title"),
    ("part = 1", "part = 1\nneeds = [1]", 6, "a list of strings"),
    ("part = 1", 'part = 1\nneeds = "a"', 6, "a list of strings"),
    ('["wsgi", "asgi"]', '["wsgi", "fcgi"]', 6, "'fcgi' is no protocol"),
    ('["wsgi", "asgi"]', '["wsgi", "wsgi"]', 6, "different names"),
    ('["wsgi", "asgi"]', "[]", 6, "from 1 to 4 lanes"),
    ('["wsgi", "asgi"]', '[{name = "A", protocol = "wsgi"}]', 6, "lower-case letters"),
    ('["wsgi", "asgi"]', '[{name = "a", protocol = "wsgi"}, 1]', 6, "array of tables"),
    ('["wsgi", "asgi"]', '[{name = "a", protocol = "wsgi", thread = 2}]', 6, "did you mean `threads`?"),
    ('asgi = "project.asgi:application"\n', "", 9, "the lane asgi has no application"),
    ('asgi = "project.asgi:application"', 'asgi = "project/asgi.py"', 9, "no application"),
    ('asgi = "project.asgi:application"', 'asgi = "a:b"\nrsgi = "c:d"', 12, "unknown key `app.rsgi`"),
    ('[[requests]]\npath = "/"', "", 2, "sends at least one request"),
    ('path = "/"', 'method = "GET"', 13, "`requests.path` is missing"),
    ('path = "/"', 'path = "/a b"', 14, "has a space or a control character"),
    ('path = "/"', 'path = "/"\nmethod = "G T"', 15, "has a space or a control character"),
    ('path = "/"', 'path = "/\\u20ac"', 14, "a character beyond one byte"),
    ('path = "/"', 'raw = "\\u20ac"', 14, "a character beyond one byte"),
    ('path = "/"', 'path = "/"\nheaders = [["A"]]', 15, "[name, value] pairs"),
    ('path = "/"', 'path = "/"\nheaders = [["A", "\\r\\nB: c"]]', 15, "would break the request"),
    ('path = "/"', 'path = "/"\nbody = "a"\nchunks = ["b"]', 16, "a body or chunks"),
    ('path = "/"', 'path = "/"\nchunks = [""]', 15, "would end the body"),
    ('path = "/"', 'path = "/"\npace = { bytes = 0, pause = 1 }', 15, "`pace.bytes` must be"),
    ('path = "/"', 'path = "/"\npace = 3', 15, "must be a table"),
]


@pytest.mark.parametrize(("old", "new", "line", "problem"), MISTAKES)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, problem: str) -> None:
    with pytest.raises(LessonError) as caught:
        card(PATH, edited(old, new))
    assert problem in str(caught.value)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{PATH}:{line}: ")


def test_toml_that_ends_too_early_is_named_at_its_end() -> None:
    with pytest.raises(LessonError, match="not TOML") as caught:
        card(PATH, 'id = "a"\ntitle = """b\n')
    assert caught.value.line == 3


def test_toml_that_nests_too_deep_is_an_error() -> None:
    with pytest.raises(LessonError, match="too deep"):
        card(PATH, "a = " + "[" * 100_000)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "begins with"), ("# A lesson\n", "begins with"), ("+++\nid = 1\n", "has no end"), ("+++", "has no end")],
)
def test_front_matter_needs_both_its_fences(text: str, problem: str) -> None:
    with pytest.raises(LessonError, match=problem) as caught:
        split_text(PATH, text)
    assert caught.value.line == 1


def test_a_folder_must_be_named_for_its_number() -> None:
    with pytest.raises(LessonError, match="NN-slug") as caught:
        card(Path("lessons/small/lesson.md"), edited("id", "id"))
    assert str(caught.value).startswith("lessons/small: ")


def test_a_lesson_that_is_not_there_or_not_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="cannot be read"):
        read_card(tmp_path / "01-none")
    folder = lesson(tmp_path, "")
    (folder / "lesson.md").write_bytes(b"+++\n\xff\n+++\n")
    with pytest.raises(LessonError, match="not UTF-8"):
        read_card(folder)


def test_the_first_line_of_the_text_is_known() -> None:
    assert split_text(PATH, "+++\na\nb\n+++\nText\n") == ("a\nb\n", "Text\n", 5)


@given(st.text())
def test_any_front_matter_loads_or_is_an_error(text: str) -> None:
    error = error_of(lambda: card(PATH, text))
    assert error is not None
    assert error.line is not None
    assert 1 <= error.line <= text.count("\n") + 3


JSON = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=4), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)


@given(
    st.sampled_from(["id", "minutes", "needs", "lanes", "app", "requests", "settings", "terms", "summary"]),
    st.dictionaries(st.sampled_from(["path", "headers", "body", "pace", "raw", "chunks", "name", "protocol"]), JSON)
    | JSON,
)
def test_any_value_of_any_key_loads_or_is_an_error(key: str, value: object) -> None:
    text = "".join(line + "\n" for line in edited("id", "id").split("\n") if not line.startswith(key))
    error = error_of(lambda: card(PATH, f"{key} = {toml(value)}\n{text}"))
    assert error is None or error.line is not None


def toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08x}" for letter in value) + '"'
    return str(value).lower()
