from tests.ui.lesson.shown import step_of, texts, view
from visualizer.replay import Timeline
from visualizer.ui.canvas.line import width_of
from visualizer.ui.lesson.strip_lines import Strip, scale, step_at, strip, strip_lines
from visualizer.ui.lesson.view import View

WIDTH = 80


def strip_of(there: View) -> Strip:
    return strip(there, Timeline(there.score), WIDTH)


def test_a_row_per_thread_and_loop_the_clients_last() -> None:
    there = view(cursor=step_of(view(), "view enter"))
    names = [bar.name for bar in strip_of(there).bars]
    assert names[:2] == ["wsgi MainThread", "asgi loop"]
    assert any("worker" in name for name in names)
    assert [name.endswith("client") for name in names] == sorted(name.endswith("client") for name in names)


def test_every_row_is_as_wide_as_the_strip() -> None:
    there = view(cursor=step_of(view(), "view enter"))
    assert {width_of(text) for text in texts(strip_lines(there, strip_of(there)))} == {WIDTH}


def test_the_cursor_moves_and_the_rest_stays() -> None:
    early, late = view(cursor=step_of(view(), "parse head exit")), view(cursor=step_of(view(), "view exit"))
    whole = strip_of(early)
    first, second = (texts(strip_lines(there, whole))[0] for there in (early, late))
    assert first.index("┃") < second.index("┃")
    assert whole == strip_of(late)


def test_a_lane_that_stays_has_another_mark() -> None:
    there = view(cursor=step_of(view(), "receive enter in asgi"))
    rows = dict(
        zip([bar.name for bar in strip_of(there).bars], texts(strip_lines(there, strip_of(there))), strict=True)
    )
    assert "╎" in rows["wsgi MainThread"]
    assert "┃" in rows["asgi loop"]


def test_before_the_first_event_there_is_no_cursor() -> None:
    assert not any("┃" in text or "╎" in text for text in texts(strip_lines(view(), strip_of(view()))))


def test_a_moment_leads_to_a_step() -> None:
    there = view(cursor=step_of(view(), "view enter"))
    bar = strip_of(there).bars[0]
    event = there.event(0)
    assert event is not None
    column = bar.window.column_of(event.time)
    assert column is not None
    step = step_at(there, bar, column)
    assert step is not None
    assert abs(there.score.time_of(step) - event.time) <= (bar.window.end - bar.window.begin) // bar.window.columns
    assert step_at(there, bar, -1) is None
    assert step_at(there, bar, 10_000) is None


def test_the_scale_says_how_long_it_is() -> None:
    assert scale(Strip((), 0, 1_250_000)).endswith("0 … 1.2 ms")


def test_the_legend_names_what_is_on_the_strip_and_nothing_else() -> None:
    there = strip_of(view(cursor=step_of(view(), "view enter")))
    drawn = {letter for bar in there.bars for span in bar.spans for letter in span.text}
    named = {piece.split(" ")[0] for piece in scale(there).split("  ")[:-1]}
    assert named == drawn - {"·"}
