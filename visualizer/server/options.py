"""The command line of `python -m visualizer.server`: every limit is an option."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from visualizer.server.limits import LIMITS, Limits
from visualizer.server.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for."""

    protocol: str
    """`wsgi` or `asgi`."""
    application: str
    """MODULE:APP."""
    trace: str | None
    """The file that every event is written to."""
    settings: Settings


def parse(arguments: Sequence[str]) -> Options:
    """The options; with a wrong one argparse says so on stderr and exits with status 2."""
    given = _parser().parse_args(arguments)
    limits = Limits(**{name: getattr(given, name) for name, _, _ in LIMITS})
    host, port = given.bind
    settings = Settings(host, port, given.threads, given.root_path, limits)
    return Options(given.protocol, given.application, given.trace, settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m visualizer.server", description="Serve one WSGI or ASGI application."
    )
    parser.add_argument("protocol", choices=("wsgi", "asgi"))
    parser.add_argument("application", metavar="MODULE:APP")
    parser.add_argument(
        "--bind", type=_address, default=("127.0.0.1", 8000), metavar="HOST:PORT", help="port 0: any free port"
    )
    parser.add_argument("--threads", type=count, default=1, metavar="N", help="worker slots of the WSGI server (1)")
    parser.add_argument(
        "--root-path", type=root_path, default="", metavar="PATH", help="where the application is mounted"
    )
    parser.add_argument("--trace", metavar="FILE", help="write every event to this file")
    for name, default, says in LIMITS:
        kind = count if type(default) is int else seconds
        parser.add_argument(
            f"--{name.replace('_', '-')}", type=kind, default=default, metavar="N", help=f"{says} ({default:.10g})"
        )
    return parser


def _address(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not HOST:PORT")
    return host.strip("[]"), int(port)


def count(text: str) -> int:
    """A number of 1 or more. Raises argparse.ArgumentTypeError, as all that reads an option's text."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)


def seconds(text: str) -> float:
    """A time above 0."""
    try:
        time = float(text)
    except ValueError:
        time = 0
    if not 0 < time < float("inf"):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds above 0")
    return time


def root_path(text: str) -> str:
    """A path that begins with a slash and does not end with one, or nothing."""
    path = text.rstrip("/")
    if path and not path.startswith("/"):
        raise argparse.ArgumentTypeError(f"'{text}' does not begin with /")
    return path
