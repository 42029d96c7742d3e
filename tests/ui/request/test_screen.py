"""The request editor with Pilot: what is typed is what is sent, nothing else, and every key does what it says."""

from __future__ import annotations

from textual.widgets import Input, TextArea

from tests.ui.bare import Bare
from visualizer.lab import Request
from visualizer.ui.request.fields import Fields, RawText
from visualizer.ui.request.screen import RequestScreen
from visualizer.ui.request.sent import Sent

FIRST = b"GET /hello/?name=Ada HTTP/1.1\r\nHost: x\r\n\r\n"


class Editor(Bare):
    """The editor alone."""

    def __init__(self, *requests: bytes) -> None:
        super().__init__()
        self.requests = [Request(data) for data in requests or (FIRST,)]
        self.result: list[tuple[Request, ...] | None] = []

    def on_mount(self) -> None:
        self.push_screen(RequestScreen(self.requests), self.result.append)

    @property
    def sent(self) -> str:
        """What the right pane shows."""
        sent = self.screen.query_one(Sent)
        return "\n".join(sent.render_line(y).text for y in range(sent.size.height))


async def test_the_form_shows_the_request_and_sends_it_unchanged() -> None:
    app = Editor()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#path", Input).value == "/hello/"
        assert app.screen.query_one("#path").has_focus
        assert "GET /hello/?name=Ada HTTP/1.1␍␊" in app.sent
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert app.result == [(Request(FIRST),)]


async def test_what_is_typed_is_sent_and_nothing_is_corrected() -> None:
    app = Editor()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.screen.query_one("#method", Input).value = "POST"
        app.screen.query_one("#body", TextArea).text = r"a\0b"
        await pilot.pause()
        assert "3 bytes below" in " ".join(app.sent.split())
        await pilot.press("f5")
        await pilot.pause()
    assert app.result == [(Request(b"POST" + FIRST[3:] + b"a\0b"),)]


async def test_a_backslash_that_means_nothing_is_not_sent() -> None:
    app = Editor()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.screen.query_one("#path", Input).value = "/\\q"
        await pilot.pause()
        assert "is no escape" in app.sent
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, RequestScreen)
    assert app.result == []


async def test_undo_and_reset_and_leaving() -> None:
    app = Editor()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        path = app.screen.query_one("#path", Input)
        path.value = "/one"
        await pilot.pause()
        path.value = "/two"
        await pilot.pause()
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert path.value == "/one"
        await pilot.press("f4")
        await pilot.pause()
        assert path.value == "/hello/"
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        await pilot.pause()
        assert path.value == "/hello/"
        await pilot.press("escape")
        await pilot.pause()
    assert app.result == [None]


async def test_bytes_and_form_are_two_ways_of_typing_the_same() -> None:
    app = Editor()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f2")
        raw = app.screen.query_one("#raw", TextArea)
        assert raw.has_focus
        assert raw.text.startswith("GET /hello/?name=Ada HTTP/1.1\\r\\n\nHost: x\\r\\n\n")
        assert app.screen.query_one(RawText).data == FIRST
        raw.text = raw.text.replace("Ada", "Grace")
        await pilot.pause()
        await pilot.press("f2")
        assert app.screen.query_one(Fields).form.query == "name=Grace"
        assert app.screen.query_one("#path").has_focus


async def test_what_no_form_holds_is_edited_as_bytes() -> None:
    app = Editor(b"nonsense\n")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#raw").has_focus
        await pilot.press("f2")
        await pilot.pause()
        assert not app.screen.query_one(Fields).display
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert app.result == [(Request(b"nonsense\n"),)]


async def test_several_requests_are_edited_in_turn() -> None:
    other = FIRST.replace(b"Ada", b"Grace")
    app = Editor(FIRST, other)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("f3")
        await pilot.pause()
        assert app.screen.query_one("#query", Input).value == "name=Grace"
        app.screen.query_one("#query", Input).value = "name=Joan"
        await pilot.pause()
        await pilot.press("f3", "f5")
        await pilot.pause()
    assert app.result == [(Request(FIRST), Request(other.replace(b"Grace", b"Joan")))]
