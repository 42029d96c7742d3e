import pytest

from tests.ui.exchanges.made import many
from tests.ui.lesson.shown import texts
from visualizer.replay import Score
from visualizer.ui.canvas.line import lay_out
from visualizer.ui.exchanges.book import Book
from visualizer.ui.exchanges.exchange_lines import ExchangeLines, about_lines

FOUND = Book(Score(many(20))).all()
START = FOUND[0].begin


@pytest.mark.parametrize("width", [78, 118])
def test_columns_stand_below_their_heading(width: int) -> None:
    lines = ExchangeLines(FOUND, 0, START, width)
    heading = "".join(span.text for span in lay_out(lines.heading(), width + 1))
    for line in lines[:]:
        row = "".join(span.text for span in lay_out(line, width))
        assert row[heading.index("request") :].startswith("GET /hello/")
        assert row[: heading.index("status") + len("status")].endswith(("200", "400", "500"))
        assert row[: heading.index("took") + len("took")].endswith(" ms")
        assert row[heading.index("stages") :].startswith("cs")
        assert ("returned" in row or "raised" in row) is (width == 118)


def test_how_far_each_came_and_how_it_ended_can_be_told_without_colour() -> None:
    lines = texts(ExchangeLines(FOUND, 1, START, 78)[:])
    assert lines[1].startswith("●")
    assert not any(line.startswith("●") for number, line in enumerate(lines) if number != 1)
    assert "cs···vr" in lines[0]
    assert "cs····r" in lines[9]
    assert "✓" in lines[0]
    assert "✗" in lines[19]


def test_below_stands_what_was_found() -> None:
    lines = texts(about_lines(FOUND, len(FOUND), "", 100))
    assert lines[0].startswith(" wsgi  20 · 200 ×18, 400 ×1, 500 ×1")
    assert "median 10 ms · 99th percentile 20 ms" in lines[0]
    assert lines[1].startswith(" asgi  20 ·")


@pytest.mark.parametrize(
    ("total", "problem", "said"),
    [(0, "", "send a request first"), (9, "", "None of 9"), (9, "'>5' is no duration", "✗ '>5' is no duration")],
)
def test_below_stands_why_there_is_nothing(total: int, problem: str, said: str) -> None:
    lines = texts(about_lines([], total, problem, 100))
    assert said in lines[0]
    assert "5xx >20ms" in lines[-2]
