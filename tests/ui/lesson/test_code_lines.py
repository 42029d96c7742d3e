from tests.build import Builder, source_file, statement, trace_of
from tests.ui.lesson.shown import texts, view
from visualizer.replay import CodeView
from visualizer.trace import Source, Trace
from visualizer.ui.lesson.code_lines import code_picture, code_title

FILE = source_file(1, "demo/views.py", "\n".join(f"line_{number} = {number}" for number in range(1, 60)))


def trace(source: Source | None) -> Trace:
    lane = Builder("wsgi")
    lane.enter("view", "hello", acts=source)
    lane.enter("view", "SQL SELECT", sql="SELECT 1")
    return trace_of(lane, sources=[FILE])


def code(source: Source | None, cursor: int = 0) -> CodeView | None:
    return view(trace(source), cursor=cursor).scene.code(0)


def test_the_acting_lines_are_marked_and_in_the_upper_third() -> None:
    picture = code_picture(code(statement(FILE, "line_40 =", lines=2)), 80, 12)
    assert picture.top == 39 - 4
    assert [line.text for line in picture.lines if line.fill == "acting"] == [
        "▶40 line_40 = 40",
        "▶41 line_41 = 41",
    ]
    assert picture.lines[0].text == "  1 line_1 = 1"


def test_the_title_says_where_and_how_near() -> None:
    here, around = code(statement(FILE, "line_7")), code(statement(FILE, "line_7"), cursor=1)
    assert here is not None
    assert around is not None
    assert code_title(here, 40) == "demo/views.py:7"
    assert code_title(here, 10) == "…iews.py:7"
    assert code_title(around, 40) == "demo/views.py:7 · the call around it"
    assert code_title(around, 20) == "demo/views.py:7"


def test_a_line_that_acts_is_shown_whole() -> None:
    long = source_file(1, "demo/views.py", "if x:\n    response = wrapped_callback(request, *arguments)\n")
    lane = Builder("wsgi")
    lane.enter("view", "hello", acts=Source(1, 2, 2))
    shown = view(trace_of(lane, sources=[long]), cursor=0).scene.code(0)
    acting = [line.text for line in code_picture(shown, 30, 12).lines if line.fill == "acting"]
    assert len(acting) > 1
    assert all(len(text) <= 30 for text in acting)
    assert "".join("".join(acting).split()) == "▶2response=wrapped_callback(request,*arguments)"


def test_what_is_not_known_is_said() -> None:
    assert texts(code_picture(code(None), 80, 12).lines) == ["no statement is known here"]
    missing = code(Source(9, 3, 3))
    assert missing is not None
    assert code_title(missing, 40) == "unknown file:3"
    assert "not part of the recording" in " ".join(texts(code_picture(missing, 40, 12).lines))


def test_lines_beyond_the_file_are_no_error() -> None:
    picture = code_picture(code(Source(1, 58, 70)), 80, 12)
    assert sum(line.fill == "acting" for line in picture.lines) == 2
