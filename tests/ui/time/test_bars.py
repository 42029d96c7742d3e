from __future__ import annotations

from visualizer.replay import Doing, TimeCell
from visualizer.ui.canvas import Span
from visualizer.ui.time.bars import LAST, bars, counts, stamped, with_cursor
from visualizer.ui.time.doings import LETTERS, WORDS, legend

NOTHING = TimeCell(Doing.NOTHING, None, None, 0)


def cell(doing: Doing, stage: str = "view", name: str = "hello", exchange: int | None = 3) -> TimeCell:
    return TimeCell(doing, stage, 7, 1, exchange, name)


def text(spans: list[Span]) -> str:
    return "".join(span.text for span in spans)


def drawn(*cells: TimeCell) -> str:
    return text(bars(cells, lambda exchange: True, " " * len(cells)))


def test_a_bar_says_which_exchange_and_what_it_does_where_there_is_room() -> None:
    run = cell(Doing.RUNNING)
    assert drawn(*[run] * 20) == "3 view hello       " + LAST
    assert drawn(*[run] * 9) == "3 hello " + LAST
    assert drawn(*[run] * 7) == "3 view" + LAST
    assert drawn(*[run] * 4) == "3 v" + LAST
    assert drawn(*[run] * 2) == "3" + LAST
    assert drawn(run) == LAST


def test_a_number_that_has_no_room_is_left_out() -> None:
    run = cell(Doing.RUNNING, exchange=123)
    assert "123" in drawn(*[run] * 4)
    assert drawn(*[run] * 3) == "v " + LAST


def test_neighbours_end_in_a_gap_and_stages_begin_with_their_letters() -> None:
    first = [cell(Doing.RUNNING, "parse", "head", 1)] * 2 + [cell(Doing.RUNNING, exchange=1)] * 3
    second = [cell(Doing.RUNNING, exchange=2)] * 3
    assert drawn(*first, *second) == f"1 v {LAST}2 {LAST}"


def test_a_number_that_reaches_into_the_next_stage_cuts_no_word() -> None:
    socket, view = cell(Doing.RUNNING, "socket", "exchange", 12), cell(Doing.RUNNING, exchange=12)
    assert drawn(socket, *[view] * 8) == "12 hello" + LAST
    assert drawn(*[socket] * 4, *[view] * 20) == "12 s view hello        " + LAST
    assert drawn(socket, *[view] * 3) == "12 " + LAST


def test_each_state_has_a_letter_of_its_own_and_words_in_it() -> None:
    assert len(set(LETTERS.values())) == len(Doing)
    assert set(WORDS) == set(Doing) - {Doing.NOTHING}
    for doing in set(WORDS) - {Doing.RUNNING}:
        letter = LETTERS[doing]
        assert drawn(*[cell(doing, exchange=None)] * 3) == letter * 3
        long = drawn(*[cell(doing)] * 40)
        assert long.startswith(f"3{letter} ")
        assert long.endswith(letter)
        assert "view hello" in long
    assert "blocked view hello" in drawn(*[cell(Doing.BLOCKED)] * 40)
    assert "held view hello" in drawn(*[cell(Doing.HELD)] * 40)
    assert " held " in drawn(*[cell(Doing.HELD)] * 12)


def test_the_legend_names_what_is_there_and_nothing_else() -> None:
    assert legend([Doing.HELD, Doing.NOTHING, Doing.HELD, Doing.RUNNING]) == "█ runs  ■ held"


def test_a_statement_is_called_by_what_it_does() -> None:
    assert drawn(*[cell(Doing.RUNNING, "view", "SQL SELECT")] * 10) == "3 SELECT " + LAST


def test_what_no_filter_found_is_a_thin_line() -> None:
    found = bars(
        [cell(Doing.RUNNING)] * 3 + [NOTHING] * 2 + [cell(Doing.WAITING, exchange=4)] * 2, {4}.__contains__, " " * 7
    )
    assert text(found) == "───  4░"


def test_the_grid_is_seen_where_nothing_happens() -> None:
    found = bars([NOTHING] * 4 + [cell(Doing.RUNNING)] * 2 + [NOTHING] * 4, lambda exchange: True, " ┊   ┊  ┊ ")
    assert text(found) == f" ┊  3{LAST}  ┊ "


def test_every_cell_is_a_column() -> None:
    for width in range(1, 40):
        for doing in Doing:
            for exchange in (None, 1, 12, 1234):
                assert len(drawn(*[cell(doing, exchange=exchange)] * width)) == width


def counted(*numbers: int) -> list[TimeCell]:
    return [TimeCell(Doing.WAITING if number else Doing.NOTHING, None, None, number) for number in numbers]


def test_a_count_is_as_high_as_there_are_many() -> None:
    assert text(counts(counted(0, 4, 4, 8, 8, 8, 1), 8, "", "┊      ")) == "┊4▄8██▁"
    assert text(counts(counted(1, 1, 1), 1, "", "   ")) == "1▁▁"
    assert text(counts(counted(100, 100, 100, 100), 200, "", "    ")) == "100▄"
    assert text(counts(counted(100, 100, 100), 100, "", "   ")) == "███"


def test_a_stamp_takes_the_place_of_cells_and_of_nothing_else() -> None:
    spans = [Span("abc", "x"), Span("def", "y")]
    assert stamped(spans, 2, "12") == [Span("ab", "x"), Span("1", "x"), Span("2", "y"), Span("ef", "y")]
    assert stamped(spans, 0, "") == spans
    assert stamped(spans, 5, "12", "z") == [Span("abc", "x"), Span("de", "y"), Span("1", "z")]
    assert stamped(spans, 9, "12") == spans


def test_the_cursor_leaves_a_number_to_be_read() -> None:
    spans = [Span("12▁▁", "x")]
    assert text(with_cursor(spans, 0, acts=True)) == "12▁▁"
    assert with_cursor(spans, 1, acts=True)[1] == Span("2", "now")
    assert text(with_cursor(spans, 2, acts=True)) == "12┃▁"
    assert text(with_cursor(spans, 3, acts=False)) == "12▁╎"
