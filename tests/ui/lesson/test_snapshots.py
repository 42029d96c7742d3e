"""A few pictures of the screen, of frozen events: `pytest --snapshot-update` takes them anew, to be looked at."""

import pytest
from textual.pilot import Pilot

from tests.ui.lesson.shown import Show, lesson_visit

KEYS = ["2", "1", "pagedown", "pagedown"]


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "dark"), ((120, 40), "light"), ((200, 60), "dark")])
def test_the_lesson_screen(snap_compare: object, size: tuple[int, int], theme: str) -> None:
    async def to_the_view(pilot: Pilot[None]) -> None:
        await pilot.press(*KEYS)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert callable(snap_compare)
    assert snap_compare(Show(lesson_visit(), theme), terminal_size=size, run_before=to_the_view)
