"""Makes the README's picture of the screen, docs/screen.svg, by really running lesson 5: `python docs/picture.py`."""

import asyncio
import re
from pathlib import Path

from visualizer import course
from visualizer.ui import subjects
from visualizer.ui.app import VisualizerApp
from visualizer.ui.lesson.screen import LessonScreen

SIZE = (120, 40)
STOPS = 3
"""How many of the lesson's stops to go before the picture is taken."""
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Fonts that rich would fetch from elsewhere: a picture needs nothing from the network."""
PICTURE = Path(__file__).with_name("screen.svg")


async def picture() -> str:
    """The screen at one of the lesson's stops, as SVG."""
    app = VisualizerApp(lambda: subjects.of_lesson(course.find("5")))
    async with app.run_test(size=SIZE) as pilot:
        while not (isinstance(app.screen, LessonScreen) and app.screen.visit.runs and not app.screen.visit.running):
            await pilot.pause()
        app.theme = "dark"
        await pilot.press(*["pagedown"] * STOPS)
        await pilot.pause()
        svg = app.export_screenshot(title="python -m visualizer lesson 5")
    return FONT.sub("", svg)


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(picture()), encoding="utf-8")
