"""Bytes of the network never steer the terminal: the driver is given Textual's own sequences and no others."""

import re

import pytest

from tests.build import Builder, trace_of
from tests.ui.lesson.shown import Show, visit
from visualizer.trace import Trace
from visualizer.ui.lesson.here import Tab

BYTES = b"GET /[@click=app.quit]x[/]%1b[red] HTTP/1.1\r\nX: \x1b]0;owned\x07\x1b[2J\x00\x9b31m\xff\xe2\x80\xae\r\n\r\n"
TEXT = BYTES.decode("latin-1")
_OWN = re.compile(r"\x1b\[[0-9;]*[mHJ]|\x1b\[\?(?:2026|25|1049)[hl]")


def hostile() -> Trace:
    """Every place of an event that a client or an application can fill."""
    lane = Builder("wsgi")
    lane.enter("client", "request", line=BYTES)
    lane.point("socket", "recv", bytes=BYTES, size=len(BYTES))
    lane.leave("parse", "head", method=BYTES, target=BYTES, version=b"1.1", headers=[(BYTES, BYTES)])
    lane.point("parse", "refusal", rule=TEXT, status=400, source=TEXT, sentence=TEXT)
    lane.enter("environ", "application", environ={TEXT: TEXT, "PATH_INFO": "\udcff\u202e\x1b[31m"})
    lane.enter("view", f"view{TEXT}", view=TEXT)
    lane.leave("view", f"view{TEXT}", "raised", error=TEXT)
    lane.point("response", "start_response", status=TEXT, headers=[(TEXT, TEXT)])
    return trace_of(lane)


@pytest.mark.parametrize("tab", list(Tab))
async def test_no_pane_lets_a_control_through(tab: Tab) -> None:
    app = Show(visit(hostile()))
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press(*["right_square_bracket"] * list(Tab).index(tab))
        for _ in range(8):
            await pilot.press("right")
            await pilot.pause()
            frame = app.screen._compositor.render_full_update()
            sequence = frame.render_segments(app.console)
            rest = _OWN.sub("", sequence)
            assert all(character.isprintable() for character in rest.replace("\n", ""))
            text = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
            assert all(line.isprintable() for line in text)
        assert app.is_running


async def test_exactly_those_bytes_are_shown_and_nothing_of_them_is_markup() -> None:
    app = Show(visit(hostile()))
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press("right", "right_square_bracket")
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        text = "\n".join("".join(segment.text for segment in strip) for strip in strips)
        assert "[@click=app" in text
        assert "␛]0;owned␇␛[2J␀" in text
        hexes = re.findall(r"(?:\b[0-9a-f]{2}\b ?){8,}", text)
        assert "1b 5d 30 3b 6f 77 6e 65 64 07 1b 5b 32 4a 00 9b" in " ".join(" ".join(hexes).split())
        assert not any(segment.style and segment.style.meta.get("@click") for strip in strips for segment in strip)
