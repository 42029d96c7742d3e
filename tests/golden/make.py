"""Writes the golden traces beside itself: `python -m tests.golden.make`. Their text is looked at in code review."""

from collections.abc import Callable
from pathlib import Path

from tests.build import Builder, trace_of
from tests.golden import asgi, wsgi
from tests.golden.material import ASGI_SERVER, LOOP, MAIN, SOURCES, WSGI_SERVER, header
from tests.golden.refused import refused
from visualizer.trace import Trace, save

FOLDER = Path(__file__).parent
_ASGI_STARTS = 1_000_003_000  # The lanes are asked one right after the other: no two events have the same time.


def _lane(name: str, *exchanges: Callable[[Builder], None]) -> Builder:
    lane = Builder(name, time=1_000_000_000 if name == "wsgi" else _ASGI_STARTS)
    for number, exchange in enumerate(exchanges, start=1):
        with lane.request(number, number):
            exchange(lane)
        lane.time += 1_000_000
    return lane


def _refused_wsgi(lane: Builder) -> None:
    refused(lane, MAIN, WSGI_SERVER)


def _refused_asgi(lane: Builder) -> None:
    refused(lane, LOOP, ASGI_SERVER)


LANES: dict[str, tuple[Callable[[], Builder], ...]] = {
    "wsgi": (lambda: _lane("wsgi", wsgi.hello),),
    "asgi": (lambda: _lane("asgi", asgi.hello),),
    "both": (lambda: _lane("wsgi", wsgi.hello), lambda: _lane("asgi", asgi.hello)),
    "streamed": (lambda: _lane("wsgi", wsgi.streamed), lambda: _lane("asgi", asgi.streamed)),
    "raised": (
        lambda: _lane("wsgi", wsgi.raised, _refused_wsgi),
        lambda: _lane("asgi", asgi.raised, _refused_asgi),
    ),
    "cancelled": (lambda: _lane("asgi", asgi.cancelled),),
}
"""The golden traces by name, and the lanes of each."""


def golden(name: str) -> Trace:
    """The golden trace of that name, made anew."""
    lanes = [make() for make in LANES[name]]
    return trace_of(*lanes, sources=SOURCES, header=header(name, *(lane.lane for lane in lanes)))


def path(name: str) -> Path:
    """The file of the golden trace of that name."""
    return FOLDER / f"{name}.jsonl"


def main() -> None:
    """Write all of them."""
    for name in LANES:
        save(golden(name), path(name))


if __name__ == "__main__":
    main()
