"""What a lesson's front matter says, as frozen data: all that the list of lessons shows, and light to import.

Apart from `lesson`, since the first frame waits for this and not for the fourteen other classes of a lesson's text.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Protocol = Literal["wsgi", "asgi"]


@dataclass(frozen=True, slots=True)
class Lane:
    """One server that the lesson runs."""

    name: str
    """An identifier, unique in the lesson; claims name the lane by it."""
    protocol: Protocol
    app: str
    """MODULE:CALLABLE, importable from the lesson's folder."""
    settings: str
    """The lane's DJANGO_SETTINGS_MODULE, importable from there too."""
    threads: int = 1
    """Worker threads of a WSGI server."""
    options: tuple[str, ...] = ()
    """Further command line options of the server."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How slowly a request's bytes are sent."""

    size: int
    """Bytes of the body in each piece."""
    pause: int
    """Milliseconds between two pieces."""


@dataclass(frozen=True, slots=True)
class LessonRequest:
    """One request as the lesson's front matter writes it: either `raw`, or method, path, headers and body."""

    method: str = "GET"
    path: str = "/"
    """The request target, query included, as it goes over the wire."""
    headers: tuple[tuple[str, str], ...] = ()
    """In order; a Host header is added where there is none."""
    body: bytes = b""
    chunks: tuple[bytes, ...] = ()
    """The pieces of a body that is sent with Transfer-Encoding: chunked, instead of `body`."""
    raw: bytes | None = None
    """The very bytes to send, instead of all the above."""
    pace: Pace | None = None
    hold: str = ""
    """Where it is held, in a breakpoint's words, until what is sent after it is at rest; empty: nowhere."""


@dataclass(frozen=True, slots=True)
class Card:
    """A lesson's front matter: all that the list of lessons shows, read without looking at the lesson's text."""

    folder: Path
    number: int
    """From the folder's name, NN-slug."""
    slug: str
    id: str
    title: str
    minutes: int
    part: int
    """Which part of the curriculum, from 1."""
    needs: tuple[str, ...]
    """The ids of the lessons that this one builds on."""
    lanes: tuple[Lane, ...]
    settings: str
    """The Django settings module, importable from the lesson's folder."""
    requests: tuple[LessonRequest, ...]
    terms: tuple[str, ...] = ()
    """Words that the search finds this lesson by, beside its text: error messages, names of settings."""
    summary: str = ""
    """One sentence for the list of lessons."""
    language: str = ""
    """Of which translation this is the card, as in lesson.LANGUAGE.md; empty for the lesson's own text."""

    @property
    def path(self) -> Path:
        """The lesson's text."""
        return self.folder / (f"lesson.{self.language}.md" if self.language else "lesson.md")

    @property
    def application(self) -> dict[Protocol, str]:
        """The application of each protocol that the lesson runs, the first lane of a protocol deciding."""
        return {lane.protocol: lane.app for lane in reversed(self.lanes)}
