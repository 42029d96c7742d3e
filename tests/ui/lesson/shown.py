"""What the tests of the lesson screen look at: a small lesson over the golden trace of both lanes, and its app."""

from collections.abc import Iterable
from pathlib import Path

from textual.app import App

from tests.golden.make import golden
from visualizer.course import Lesson
from visualizer.course.parse import parse
from visualizer.replay import Player, Score
from visualizer.trace import Loaded, Trace
from visualizer.ui import themes
from visualizer.ui.canvas import Canvas, Line
from visualizer.ui.lesson.screen import LessonScreen
from visualizer.ui.lesson.start import stops_in
from visualizer.ui.lesson.view import View
from visualizer.ui.subject import Subject
from visualizer.ui.visit import Visit

LESSON = """+++
id = "small"
title = "A small lesson"
summary = "For tests."
minutes = 1
part = 1
lanes = ["wsgi", "asgi"]
settings = "project.settings"

[app]
wsgi = "project.wsgi:application"
asgi = "project.asgi:application"

[[requests]]
method = "GET"
path = "/hello/"
+++
# A small lesson

One request, *two* lanes.

```question #thread
Which thread runs the view?
- [ ] the `loop`
  Look at the place.
- [x] a worker thread
  Look at the hop.
```

```question #count
How many?
- [x] one
- [ ] two
```

## The head is parsed
<!-- stop: parse head exit -->

Both have the same bytes.

## The view runs
<!-- stop: view enter -->

```seen thread
Which thread stands there?
```

```claim
# The answer is 200.
all.statuses == [200]
```

```task #change
Make it slow.
edit: slow.txt
goal: wsgi.status == 404
hint: Look at `slow`.
hint: Set it.
```
"""


def lesson() -> Lesson:
    """The small lesson."""
    return parse(Path(__file__).parent / "lessons" / "01-small" / "lesson.md", LESSON)


def view(trace: Trace | None = None, *, cursor: int = -1, told: bool = False) -> View:
    """A view of a trace, of the golden one of both lanes without one; with the lesson where it is `told`."""
    score = Score(trace or golden("both"))
    player = Player(score)
    if not told:
        return View(player.jump(cursor))
    stops = stops_in(lesson(), score)
    return View(player.with_stops(stops).jump(cursor), (), lesson(), stops)


def visit(trace: Trace | None = None, warning: str | None = None, name: str = "both.jsonl") -> Visit:
    """A visit of a recording."""
    path = Path(name)
    return Visit(Subject(path.name, file=path, loaded=Loaded(trace or golden("both"), warning)))


def lesson_visit() -> Visit:
    """A visit of the small lesson, whose run is the golden trace."""
    made = visit()
    made.subject = Subject("A small lesson", card=lesson().card)
    made.lesson = lesson()
    return made


class Show(App[None]):
    """The lesson screen alone, in one of the program's themes."""

    def __init__(self, shown: Visit, theme: str = "dark") -> None:
        super().__init__()
        for one in themes.themes():
            self.register_theme(one)
        self.theme = theme
        self.visit = shown
        self.lesson = LessonScreen(shown)

    def on_mount(self) -> None:
        self.push_screen(self.lesson)


def texts(lines: Iterable[Line]) -> list[str]:
    """What lines say."""
    return [line.text for line in lines]


def painted(canvas: Canvas) -> list[str]:
    """What a canvas has on the screen."""
    return [canvas.render_line(y).text for y in range(canvas.size.height)]


def step_of(shown: View, selector: str) -> int:
    """The step that a selector names."""
    from visualizer.replay import Selector

    return Selector.parse(selector).resolve(shown.score)
