from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.events import MouseEvent, MouseScrollDown, MouseScrollUp
from textual.geometry import Region

from visualizer.ui.canvas import Canvas, Line, Span
from visualizer.ui.canvas.canvas import runs, target_at


class Watched(Canvas):
    """A canvas that remembers which of its lines were to be painted again."""

    asked: list[int]

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> "Watched":
        self.asked += [y for region in regions for y in region.line_range]
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Show(App[None]):
    def __init__(self) -> None:
        super().__init__()
        Watched.asked = []
        self.canvas = Watched(id="canvas")
        self.clicked: list[object] = []
        self.scrolled: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.canvas

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        self.clicked.append(message.target)

    def on_canvas_scrolled(self, message: Canvas.Scrolled) -> None:
        self.scrolled.append(message.top)


def numbered(count: int) -> list[Line]:
    return [Line((Span(f"line {number}"),), target=number) for number in range(count)]


def wheel(kind: type[MouseEvent], canvas: Canvas) -> MouseEvent:
    return kind(canvas, 1, 1, 0, 0, 0, shift=False, meta=False, ctrl=False)


def screen(app: Show) -> list[str]:
    return [app.canvas.render_line(y).text.rstrip(" ▐") for y in range(app.canvas.size.height)]


async def test_shows_lines_below_the_title() -> None:
    app = Show()
    async with app.run_test(size=(20, 4)) as pilot:
        app.canvas.show(numbered(2), title=Line((Span("Title"),)))
        await pilot.pause()
        assert screen(app) == ["Title", "line 0", "line 1", ""]


async def test_paints_only_what_changed() -> None:
    app = Show()
    async with app.run_test(size=(20, 5)) as pilot:
        app.canvas.show(numbered(5))
        await pilot.pause()
        app.canvas.asked.clear()
        lines = numbered(5)
        lines[3] = Line((Span("new"),))
        app.canvas.show(lines)
        await pilot.pause()
        assert set(app.canvas.asked) == {3}
        app.canvas.asked.clear()
        app.canvas.show(list(lines))
        await pilot.pause()
        assert app.canvas.asked == []


class Endless(Sequence[Line]):
    """A million lines of which each is made when it is looked at."""

    def __init__(self) -> None:
        self.made = 0

    def __len__(self) -> int:
        return 1_000_000

    def __getitem__(self, index: slice) -> list[Line]:  # type: ignore[override]  # the canvas asks for windows alone
        window = range(*index.indices(len(self)))
        self.made += len(window)
        return [Line((Span(str(number)),)) for number in window]


async def test_a_list_of_any_length_costs_what_is_visible() -> None:
    app = Show()
    lines = Endless()
    async with app.run_test(size=(20, 5)) as pilot:
        app.canvas.show(lines, see=999_999)
        await pilot.pause()
        assert screen(app) == ["999995", "999996", "999997", "999998", "999999"]
        assert lines.made < 50


async def test_keeps_the_line_that_must_be_seen_off_the_edge() -> None:
    app = Show()
    async with app.run_test(size=(20, 10)) as pilot:
        app.canvas.show(numbered(100), see=50)
        await pilot.pause()
        assert app.canvas.top == 43
        app.canvas.show(numbered(100), see=49)
        assert app.canvas.top == 43
        app.canvas.show(numbered(100), see=44)
        assert app.canvas.top == 42
        app.canvas.show(numbered(3), see=1)
        assert app.canvas.top == 0


async def test_scrolls_by_keys_and_wheel_and_says_so() -> None:
    app = Show()
    async with app.run_test(size=(20, 5)) as pilot:
        app.canvas.show(numbered(9))
        app.canvas.focus()
        await pilot.press("down", "down", "up")
        assert app.canvas.top == 1
        await pilot.press("up", "up")
        assert app.canvas.top == 0
        assert app.scrolled == [1, 2, 1, 0]
        app.canvas.post_message(wheel(MouseScrollDown, app.canvas))
        await pilot.pause()
        assert app.canvas.top == 3
        app.canvas.post_message(wheel(MouseScrollUp, app.canvas))
        await pilot.pause()
        assert app.canvas.top == 0


@pytest.mark.parametrize(("size", "top"), [((20, 5), 4), ((20, 8), 1), ((20, 30), 0)])
async def test_a_resize_keeps_the_view_within_the_lines(size: tuple[int, int], top: int) -> None:
    app = Show()
    async with app.run_test(size=(20, 5)) as pilot:
        app.canvas.show(numbered(9), see=8)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert app.canvas.top == top
        assert screen(app)[0] == f"line {top}"


async def test_a_click_says_what_it_means() -> None:
    app = Show()
    async with app.run_test(size=(20, 5)) as pilot:
        tabs = Line((Span("Data ", "", "data"), Span("Bytes", "", "bytes")), target="title")
        app.canvas.show([tabs, *numbered(1)])
        await pilot.pause()
        await pilot.click("#canvas", offset=(1, 0))
        await pilot.click("#canvas", offset=(6, 0))
        await pilot.click("#canvas", offset=(15, 0))
        await pilot.click("#canvas", offset=(3, 1))
        await pilot.click("#canvas", offset=(3, 4))
        assert app.clicked == ["data", "bytes", "title", 0]


async def test_a_theme_changes_every_look() -> None:
    app = Show()
    async with app.run_test(size=(20, 2)) as pilot:
        app.canvas.show([Line((Span("x", "accent"),), fill="cursor")])
        await pilot.pause()
        dark = app.canvas.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        light = app.canvas.render_line(0)
        assert dark.text == light.text
        assert [segment.style for segment in dark] != [segment.style for segment in light]


async def test_markup_and_controls_are_shown_as_they_are() -> None:
    app = Show()
    async with app.run_test(size=(40, 2)) as pilot:
        app.canvas.show([Line((Span("[red]x[/] [@click=app.quit]y[/] \x1b[2J\x00"),))])
        await pilot.pause()
        assert screen(app)[0] == "[red]x[/] [@click=app.quit]y[/] ␛[2J␀"
        assert all(not (segment.style and segment.style.meta) for segment in app.canvas.render_line(0))


def test_runs() -> None:
    assert runs([]) == []
    assert runs([0, 1, 2, 5, 7, 8]) == [(0, 3), (5, 1), (7, 2)]


def test_a_click_beyond_the_text_means_the_line() -> None:
    line = Line((Span("a", "", "piece"),), target="line")
    assert target_at(line, 0, 5) == "piece"
    assert target_at(line, 3, 5) == "line"
    assert target_at(line, 9, 5) == "line"
