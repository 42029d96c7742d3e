"""What to run, as frozen data: which application, in which lanes, and which requests the client sends to each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from visualizer.lab.request import Request

Protocol = Literal["wsgi", "asgi"]


@dataclass(frozen=True, slots=True)
class LaneSpec:
    """One lane: which application runs over which protocol, and how."""

    name: str
    """The lane's name in the trace and on the screen."""
    protocol: Protocol
    application: str
    """MODULE:CALLABLE."""
    path: Path | None = None
    """The folder that is put first on the lane's import path: where the learner's code lies."""
    threads: int | None = None
    """Worker threads of the server; None leaves it the server's default."""
    options: tuple[str, ...] = ()
    """Further words of the server's command line."""
    environment: tuple[tuple[str, str], ...] = ()
    """Variables that the lane gets beside the program's own."""
    show_secrets: bool = False
    """Whether cookies, passwords and SQL parameters are recorded as they are: for a lesson's own application alone."""


@dataclass(frozen=True, slots=True)
class Application:
    """A project that can run in both lanes."""

    wsgi: str
    """MODULE:CALLABLE of the WSGI application."""
    asgi: str
    """MODULE:CALLABLE of the ASGI application."""
    path: Path | None = None
    """The folder put first on the lanes' import path."""
    environment: tuple[tuple[str, str], ...] = ()
    """Variables that the lanes get beside the program's own."""
    show_secrets: bool = False

    def lanes(self) -> tuple[LaneSpec, ...]:
        """The two lanes that stand side by side."""
        names: tuple[tuple[Protocol, str], ...] = (("wsgi", self.wsgi), ("asgi", self.asgi))
        return tuple(
            LaneSpec(name, name, target, self.path, environment=self.environment, show_secrets=self.show_secrets)
            for name, target in names
        )


@dataclass(frozen=True, slots=True)
class Scenario:
    """A run that can be repeated: lanes, and the requests that each of them is sent."""

    name: str
    lanes: tuple[LaneSpec, ...]
    requests: tuple[Request, ...]
    ends_lanes: bool = False
    """Whether the servers end by what they are sent, which is no failure then."""


DEMO = Application(
    "project.wsgi:application",
    "project.asgi:application",
    path=Path(__file__).parents[1] / "demo",
    environment=(("DJANGO_SETTINGS_MODULE", "project.settings"),),
    show_secrets=True,
)
"""The demo project that comes with the program."""

DEMO_REQUEST = Request.build("GET", "/hello/?name=Ada")
"""What is sent where nobody asked for anything else."""


def demo(*requests: Request) -> Scenario:
    """The demo project in both lanes, asked for its greeting unless told otherwise."""
    return Scenario("demo", DEMO.lanes(), requests or (DEMO_REQUEST,))
