"""A lesson's text: stops, stories and parts, and for each mistake an error with its line."""

from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.course.write import CARD, error_of, lesson
from visualizer.course import Lesson, LessonError, Note, Prose, Seen, load
from visualizer.course.parse import parse

PATH = Path("lessons/01-small/lesson.md")
FIRST = CARD.count("\n") + 1

TEXT = """\
# A small lesson

Before the run.

```question #where
Where?
- [ ] here
  No.
- [x] there
```

## First stop
<!-- stop: view enter in wsgi -->

The story
goes on.

```python
# not a heading
## nor this
```

Its end.

```seen where
Look.
```
~~~note
For the teacher.
~~~

## Second stop
<!-- stop: last view exit -->
"""


def test_a_lesson_has_an_opening_and_stops() -> None:
    made = parse(PATH, CARD + TEXT)
    assert made.opening.story == "Before the run."
    assert [question.id for question in made.opening.questions] == ["where"]
    assert [(stop.title, stop.selector) for stop in made.stops] == [
        ("First stop", "view enter in wsgi"),
        ("Second stop", "last view exit"),
    ]
    assert made.sections == (made.opening, *made.stops)
    assert made.text == TEXT


def test_code_in_the_story_stays_as_it_is() -> None:
    first = parse(PATH, CARD + TEXT).stops[0]
    assert first.parts == (
        Prose("The story\ngoes on.\n\n```python\n# not a heading\n## nor this\n```\n\nIts end.", FIRST + 14),
        Seen("where", "Look.", FIRST + 24),
        Note("For the teacher.", FIRST + 27),
    )
    assert first.story == "The story\ngoes on.\n\n```python\n# not a heading\n## nor this\n```\n\nIts end."
    assert [part.text for part in first.seen] == ["Look."]
    assert [part.text for part in first.notes] == ["For the teacher."]


def test_lines_are_those_of_the_file() -> None:
    made = parse(PATH, CARD + TEXT)
    lines = (CARD + TEXT).split("\n")
    assert lines[made.questions[0].line - 1] == "```question #where"
    for stop in made.stops:
        assert lines[stop.line - 1] == f"## {stop.title}"
        assert lines[stop.selector_line - 1] == f"<!-- stop: {stop.selector} -->"


def test_a_longer_fence_holds_a_shorter_one() -> None:
    made = parse(PATH, CARD + "````text\n```question\n```\n````\n")
    assert made.opening.story == "````text\n```question\n```\n````"


def test_parts_of_all_kinds_are_found_over_the_whole_lesson() -> None:
    claim = "```claim\n# One.\nwsgi.status == 200\n# Two.\nasgi.status == 200\n```\n"
    task = "```task quick\nDo.\nedit: project/views.py\ngoal: wsgi.status == 201\nhint: Think.\n```\n"
    made = parse(PATH, CARD + claim + "## S\n<!-- stop: view -->\n" + task + claim)
    assert [found.sentence for found in made.claims] == ["One.", "Two.", "One.", "Two."]
    assert made.opening.claims == made.claims[:2]
    assert [found.id for found in made.tasks] == ["quick"]
    assert made.stops[0].tasks == made.tasks


MISTAKES = [
    ("## Stop\nNo comment.\n", 1, "'Stop' is bound to no event"),
    ("##  \n<!-- stop: view -->\n", 1, "the heading is empty"),
    ("## Stop\n\n<!-- stop: view -->\n", 3, "in the line after its heading"),
    ("## Stop\nText\n<!-- stop: view -->\n", 3, "in the line after its heading"),
    ("Text\n<!-- stop: view -->\n", 2, "in the line after its heading"),
    ("## Stop\n<!-- stop: view -->\n<!-- stop: view -->\n", 3, "in the line after its heading"),
    ("```python\nno end\n", 1, "the fence has no end"),
    ("```qestion\n```\n", 1, "did you mean question?"),
    ("```question\n", 1, "the fence has no end"),
    ("```seen x\nLook.\n```\n", 1, "there is no question 'x'"),
    ("```question #a\nA\n- [x] 1\n- [ ] 2\n```\n" * 2, 6, "'a' is used twice"),
    ("```task a\nA\nedit: b\ngoal: c\n```\n" * 2, 6, "'a' is used twice"),
    ("```question #a\nA\n- [x] 1\n- [ ] 2\n```\n```seen b\nLook.\n```\n", 6, "known are a"),
]


@pytest.mark.parametrize(("text", "line", "problem"), MISTAKES)
def test_a_mistake_is_named_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(LessonError) as caught:
        parse(PATH, CARD + text)
    assert problem in str(caught.value)
    assert caught.value.line == FIRST + line - 1


def test_a_lesson_is_loaded_from_its_folder(tmp_path: Path) -> None:
    assert load(lesson(tmp_path, CARD + TEXT)).stops[0].title == "First stop"


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    folder = lesson(tmp_path, "")
    (folder / "lesson.md").write_bytes((CARD + TEXT).replace("\n", "\r\n").encode())
    made = load(folder)
    assert made.opening.story == "Before the run."
    assert [stop.line for stop in made.stops] == [stop.line for stop in parse(PATH, CARD + TEXT).stops]


def test_a_lesson_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="cannot be read"):
        load(tmp_path / "01-none")


def test_what_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    folder = lesson(tmp_path, "")
    (folder / "lesson.md").write_bytes(b"+++\n\xff\n")
    with pytest.raises(LessonError, match="not UTF-8") as caught:
        load(folder)
    assert caught.value.line == 2


PIECES = st.sampled_from(
    [
        "```",
        "```question #a",
        "```question order",
        "```question number marks",
        "~~~",
        "## Stop",
        "<!-- stop: view -->",
        "- [x] 1",
        "- [ ] 2",
        "  Reply.",
        "1. one",
        "2. two",
        "```claim",
        "```claim needs=x",
        "# Sentence.",
        "a == b",
        "```task t",
        "edit: a",
        "goal: b",
        "hint: c",
        "```seen a",
        "```note",
        "``` `",
        "Text.",
        "",
    ]
)


@given(st.text() | st.lists(PIECES | st.text(max_size=8)).map("\n".join))
@example("\r0")
def test_any_text_loads_or_is_an_error_with_its_line(text: str) -> None:
    lines = StringIO(CARD + text, newline=None).read().count("\n") + 1  # a carriage return alone ends a line too
    made: list[Lesson] = []
    error = error_of(lambda: made.append(parse(PATH, CARD + text)))
    if error is None:
        assert all(FIRST <= part.line <= lines for part in made[0].parts())
    else:
        assert error.line is not None
        assert 1 <= error.line <= lines


@given(st.text())
def test_any_file_loads_or_is_an_error(text: str) -> None:
    with pytest.raises(LessonError):
        parse(PATH, text)
