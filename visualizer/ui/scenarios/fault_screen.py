"""The menu of faults: each by its name, what happens and what to watch for, and where it will be run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from visualizer.lab.faults import FAULTS, Fault
from visualizer.lab.request import Request
from visualizer.lab.scenario import DEMO, LaneSpec
from visualizer.ui.canvas import BLANK, Canvas, Line, Span, wrap
from visualizer.ui.scenarios.plan import first_line


class Where(Enum):
    """Where a fault is run."""

    HERE = "in these lanes"
    """In the visit's lanes, which run the demo project for which it was written."""
    ONTO = "onto the request"
    """In the visit's lanes, done to the visit's own request."""
    DEMO = "in the demo"
    """In the demo project's lanes: it takes one of its views."""


class Chosen(NamedTuple):
    """A fault, where to run it, and what to send."""

    fault: Fault
    where: Where
    requests: tuple[Request, ...]


def choices(lanes: Sequence[LaneSpec], own: Request) -> list[Chosen]:
    """All faults as these lanes can run them; `own` is the request that the visit sends otherwise."""
    is_demo = all(lane.path == DEMO.path for lane in lanes)
    return [_chosen(fault, own, is_demo=is_demo) for fault in FAULTS]


def _chosen(fault: Fault, own: Request, *, is_demo: bool) -> Chosen:
    if is_demo:
        return Chosen(fault, Where.HERE, fault.requests())
    if fault.onto is not None:
        return Chosen(fault, Where.ONTO, fault.onto(own))
    return Chosen(fault, Where.DEMO, fault.requests())


def menu_lines(found: Sequence[Chosen], chosen: int) -> list[Line]:
    """A line for each, what it sends at the right."""
    lines = []
    for number, each in enumerate(found):
        is_chosen = number == chosen
        mark = Span(" ● " if is_chosen else "   ", "current")
        left = (mark, Span(each.fault.name, "strong" if is_chosen else ""))
        lines.append(Line(left, (Span(f"{_sent(each)} ", "muted"),), "cursor" if is_chosen else "", number))
    return lines


def _sent(each: Chosen) -> str:
    place = "the demo's " if each.where is Where.DEMO else ""
    return place + first_line(each.requests[0])


def about_lines(each: Chosen, width: int) -> Iterator[Line]:
    """What happens, what to watch for, and where."""
    yield from wrap([Span(each.fault.does)], width)
    yield from wrap([Span("Watch  ", "question"), Span(each.fault.shows)], width)
    yield BLANK
    where = {
        Where.HERE: "Enter runs it here, in every lane.",
        Where.ONTO: "Enter runs it here: it is done to your own request, whatever answers it.",
        Where.DEMO: "It takes a view of the demo project: Enter leaves this visit and runs it there.",
    }[each.where]
    yield from wrap([Span(where, "strong")], width)
    if each.fault.ends_lane:
        yield from wrap([Span("It ends the server: r starts it again.", "cancelled")], width)


class FaultScreen(ModalScreen[Chosen | None]):
    """Gives the fault that was chosen, None for none."""

    CSS_PATH = "scenarios.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "run", "Run", id="faults.run", tooltip="Bring it about, in every lane"),
        Binding("down", "move(1)", "Down", id="faults.down", priority=True, tooltip="The next fault"),
        Binding("up", "move(-1)", "Up", id="faults.up", priority=True, tooltip="The one before"),
        Binding("home", "move(-100)", "First", id="faults.first", tooltip="The first fault"),
        Binding("end", "move(100)", "Last", id="faults.last", tooltip="The last fault"),
        Binding("escape,q,f", "dismiss(None)", "Close", id="faults.close", tooltip="Back without a fault"),
    ]

    def __init__(self, found: Sequence[Chosen], before: Fault | None = None) -> None:
        """`before` is the fault that was run last, which is chosen at first."""
        super().__init__()
        self._found = found
        self._place = next((number for number, each in enumerate(found) if each.fault is before), 0)

    def compose(self) -> ComposeResult:
        """The menu, and what is chosen in it."""
        with Vertical(id="faults"):
            yield Canvas(id="keys")
            yield Canvas(id="menu")
            yield Canvas(id="about")

    def on_mount(self) -> None:
        """The keys choose."""
        for canvas in self.query(Canvas):
            canvas.can_focus = canvas.id == "menu"
            canvas.margin = int(canvas.id == "about")
        self.query_one("#menu", Canvas).focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        hints = Span("↑↓ choose   Enter runs it   Esc closes ", "muted")
        self.query_one("#keys", Canvas).show([Line((Span(" Faults", "heading"),), (hints,))])
        self.query_one("#menu", Canvas).show(menu_lines(self._found, self._place), see=self._place)
        about = self.query_one("#about", Canvas)
        rule = Line((Span("─" * (about.room + 2), "rule"),))
        about.show(list(about_lines(self._found[self._place], max(about.room - 1, 1))), title=rule, top=0)

    def action_move(self, places: int) -> None:
        """Choose another."""
        self._place = min(max(self._place + places, 0), len(self._found) - 1)
        self._show()

    def action_run(self) -> None:
        """Run what is chosen."""
        self.dismiss(self._found[self._place])

    def on_canvas_clicked(self, message: Canvas.Clicked) -> None:
        """Choose what is clicked; what is chosen is run."""
        if isinstance(message.target, int):
            if message.target == self._place:
                self.action_run()
            else:
                self._place = message.target
                self._show()
