"""The text area of code: highlighted as elsewhere, marked at its mistakes, and nothing that steers a terminal."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets.text_area import Selection

from tests.ui.bare import Bare
from visualizer.ui.code.area import CodeArea

CODE = 'import os\n\n\ndef view(request):\n    return os.name  # "yes"\n'


class Alone(Bare):
    """One area, as wide as the screen."""

    def __init__(self, text: str = CODE, name: str = "views.py") -> None:
        super().__init__()
        self.area = CodeArea(name, text)

    def compose(self) -> ComposeResult:
        yield self.area

    def line(self, y: int) -> str:
        return self.area.render_line(y).text.rstrip()

    def look(self, y: int, words: str) -> str:
        """The colour of words in a line, and whether they are underlined."""
        return next(str(style) for text, style, _ in self.area.render_line(y) if words in text)


async def test_python_has_the_looks_of_the_code_pane_and_its_lines_are_numbered() -> None:
    app = Alone()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.line(0) == "  1  import os"
        assert app.line(4) == '  5      return os.name  # "yes"'
        looks = {app.look(3, "def"), app.look(3, "view"), app.look(4, '# "yes"')}
        assert len(looks) == 3
        assert app.look(4, "return") != app.look(4, "os.name")


async def test_what_is_no_python_is_not_coloured() -> None:
    app = Alone("import os\n", "hello.html")
    async with app.run_test(size=(60, 12)) as pilot:
        app.area.move_cursor((1, 0))
        await pilot.pause()
        assert app.look(0, "import") == app.look(0, "os")


async def test_a_mistake_is_marked_underlined_and_told_at_its_line() -> None:
    app = Alone()
    async with app.run_test(size=(60, 12)) as pilot:
        app.area.mark({4: "NameError: name 'os' is not defined"})
        await pilot.pause()
        assert app.line(4) == "✗ 5      return os.name  # \"yes\"  NameError: name 'os' i…"
        assert "underline" in app.look(4, "return")
        assert "underline" not in app.look(3, "view")
        app.area.mark({})
        await pilot.pause()
        assert app.line(4) == '  5      return os.name  # "yes"'


async def test_where_there_is_no_room_the_mark_alone_tells() -> None:
    app = Alone("a = '" + "x" * 200 + "'\n")
    async with app.run_test(size=(40, 12)) as pilot:
        app.area.mark({0: "TypeError: no"})
        await pilot.press("end")
        await pilot.pause()
        assert app.line(0).startswith("✗ 1  xxx")
        assert app.area.render_line(0).cell_length <= 40


async def test_bytes_that_would_steer_a_terminal_are_shown_and_stay_in_the_text() -> None:
    text = "a = '\x1b[31m\x00\x85\u202e'\n\tb = 1\n"
    app = Alone(text.replace("\x85", ""))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert app.line(0) == "  1  a = '␛[31m␀\ufffd'"
        assert app.line(1) == "  2      b = 1"
        assert app.area.text == text.replace("\x85", "")


async def typed(pilot: Pilot[None], area: CodeArea, *keys: str) -> str:
    await pilot.press(*keys)
    return area.text


async def test_a_new_line_is_indented_and_backspace_steps_out_again() -> None:
    app = Alone("def view():")
    async with app.run_test(size=(60, 12)) as pilot:
        app.area.focus()
        app.area.move_cursor((0, 11))
        assert await typed(pilot, app.area, "enter", "x") == "def view():\n    x"
        assert await typed(pilot, app.area, "enter", "backspace", "y") == "def view():\n    x\ny"
        assert await typed(pilot, app.area, "backspace", "backspace") == "def view():\n    x"
        app.area.select_all()
        assert await typed(pilot, app.area, "backspace") == ""


async def test_keys_that_come_all_at_once_are_done_in_their_order() -> None:
    app = Alone("one = 1\n")
    async with app.run_test(size=(60, 12)) as pilot:
        app.area.focus()
        await pilot.pause()
        keys = ("end", "left", "x", "enter", "y", "up", "end", "z", "backspace", "backspace", "home", "w", "ctrl+z")
        for key in keys:
            app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert app.area.text == "one = \ny1\n"


async def test_several_lines_go_in_and_out_together() -> None:
    app = Alone("def a():\n  b\n\nc\n")
    async with app.run_test(size=(60, 12)) as pilot:
        app.area.focus()
        app.area.selection = Selection((1, 1), (3, 1))
        assert await typed(pilot, app.area, "tab") == "def a():\n      b\n\n    c\n"
        assert await typed(pilot, app.area, "shift+tab", "shift+tab") == "def a():\nb\n\nc\n"
        app.area.move_cursor((1, 1))
        assert await typed(pilot, app.area, "tab", "x") == "def a():\nb   x\n\nc\n"
        app.area.move_cursor((0, 3))
        assert await typed(pilot, app.area, "shift+tab") == "def a():\nb   x\n\nc\n"


async def test_nothing_is_typed_into_a_file_that_is_only_shown() -> None:
    app = Alone()
    async with app.run_test(size=(60, 12)) as pilot:
        app.area.read_only = True
        app.area.focus()
        app.area.move_cursor((4, 4))
        await pilot.press("enter", "backspace", "x", "tab", "shift+tab")
        assert app.area.text == CODE
