"""What is not lost is told of at the next start, once there is something, and of no copy that was set aside."""

from __future__ import annotations

from visualizer.lab import DEMO, Unsaved
from visualizer.trace import Trace
from visualizer.ui.change.reminders import reminders
from visualizer.ui.lesson.trial import Trial
from visualizer.ui.lesson.workbench import Workbench, copies
from visualizer.ui.options.kept import KeptOptions
from visualizer.ui.setup import OWN, Made


async def bench() -> Workbench:
    async def run(code: object) -> Made:
        return Made(Trace(), OWN, ())

    async def tell(trial: Trial) -> None:
        """Nobody asks."""

    made = Workbench(None, None, run, tell)
    await made.open()
    return made


async def test_unsaved_text_is_told_of_until_it_is_set_aside() -> None:
    assert reminders(None, DEMO.lanes()) == []
    made = await bench()
    unsaved = Unsaved(made.attempt.folder)
    unsaved.keep("hello/views.py", "typed")
    unsaved.keep("gone.py", "typed")
    assert reminders(None, DEMO.lanes()) == [
        "What you typed in hello/views.py and did not save is still there: e and F6 show it."
    ]
    unsaved.keep("hello/models.py", "typed")
    assert "hello/models.py and 1 more" in reminders(None, DEMO.lanes())[0]
    await made.reset()
    assert reminders(None, DEMO.lanes()) == []


def test_options_are_told_of() -> None:
    KeptOptions(copies(None)).save({"wsgi": {"threads": 4}})
    (line,) = reminders(None, DEMO.lanes())
    assert line == "The lanes run as the lesson has them. You had changed threads 1 → 4: e, F6, F6 show it."
