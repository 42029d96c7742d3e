"""A picture of the large time at each size with a layout of its own; `pytest --snapshot-update` takes it anew."""

import pytest
from textual.pilot import Pilot

from tests.ui.lesson.shown import Show, visit
from tests.ui.time.made import crowd
from tests.ui.time.test_large import opened

KEYS = ["right"] * 40


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "light"), ((120, 40), "dark")])
def test_a_crowd_at_one_worker_and_on_a_loop(snap_compare: object, size: tuple[int, int], theme: str) -> None:
    async def into_the_second_view(pilot: Pilot[None]) -> None:
        await opened(pilot)
        await pilot.press(*KEYS)
        await pilot.pause()

    assert callable(snap_compare)
    assert snap_compare(Show(visit(crowd()), theme), terminal_size=size, run_before=into_the_second_view)
