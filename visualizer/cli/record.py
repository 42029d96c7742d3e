"""`record` runs requests through both lanes without a screen, and writes the trace to a file."""

import argparse
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.cli.problem import Problem

if TYPE_CHECKING:
    from visualizer.lab import Application, Fault, Request, Scenario

EXAMPLES = """\
examples:
  visualizer record --request 'GET /hello/?name=Ada' -o hello.jsonl.gz
  visualizer record --request 'POST /echo/' --data 'some text' --header 'X-Note: mine' -o echo.jsonl
  visualizer record --request /accounts/ -o mine.jsonl.gz mysite.wsgi:application mysite.asgi:application
  visualizer record --fault 'slow reader' -o slow.jsonl.gz
  visualizer record --fault 'two Hosts' --request /accounts/ -o hosts.jsonl mysite.wsgi:app mysite.asgi:app

Without applications the demo project is asked. MODULE:APPLICATION is imported from the present folder, in a process of
its own for each lane. A request without a method is a GET. Secrets of your own applications are masked.
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say how it is called."""
    command = commands.add_parser(
        "record",
        help="run requests without a screen and write the trace",
        description="Run requests through a WSGI and an ASGI lane without a screen, and write one trace of both.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "--request", metavar="'METHOD TARGET'", action="append", default=[], help="what to send; may be repeated"
    )
    command.add_argument(
        "--header",
        metavar="'NAME: VALUE'",
        action="append",
        default=[],
        help="a header of every request; may be repeated",
    )
    command.add_argument("--data", metavar="TEXT", default="", help="the body of every request, sent as UTF-8")
    command.add_argument(
        "--fault",
        metavar="NAME",
        choices=_Faults(),
        help="bring one of these about instead, in the demo project or, where it can be done to any request, to yours: "
        "%(choices)s",
    )
    command.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="*.jsonl, or *.jsonl.gz packed"
    )
    command.add_argument("wsgi", metavar="MODULE:WSGI_APP", nargs="?", help="your WSGI application")
    command.add_argument("asgi", metavar="MODULE:ASGI_APP", nargs="?", help="your ASGI application")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Record, and say what is in the file."""
    import asyncio

    from visualizer.lab import LaneFailed, record
    from visualizer.trace import TraceError

    scenario = scenario_of(options)
    try:
        trace = asyncio.run(record(scenario, options.output))
    except LaneFailed as failure:
        raise Problem(f"lane {failure}. {failure.advice}", failure.output) from None
    except TraceError as error:
        raise Problem(str(error)) from None
    lanes = " and ".join(f"{len(trace.events(lane))} events of {lane}" for lane in trace.lanes)
    print(f"{options.output}: {lanes}. Look at it: visualizer open {options.output}", file=sys.stderr)
    return 0


class _Faults(Collection[str]):
    """The names of the faults, looked up when they are asked for: the parser is made without the lab."""

    def __contains__(self, name: object) -> bool:
        return name in tuple(self)

    def __iter__(self) -> Iterator[str]:
        from visualizer.lab import FAULTS

        return (fault.name for fault in FAULTS)

    def __len__(self) -> int:
        return len(tuple(iter(self)))


def scenario_of(options: argparse.Namespace) -> "Scenario":
    """What the options ask to run."""
    from visualizer.lab import Scenario, fault

    lanes = application_of(options).lanes()
    requests = tuple(request_of(line, options.header, options.data) for line in options.request)
    if options.fault is not None:
        chosen = fault(options.fault)
        return Scenario(chosen.name, lanes, requests_of(chosen, requests, options), chosen.ends_lane)
    if not requests:
        raise Problem("nothing is to be sent: say what with --request, or what is to go wrong with --fault")
    return Scenario("record", lanes, requests)


def application_of(options: argparse.Namespace) -> "Application":
    """The applications that were named; the demo project where none was."""
    from visualizer.lab import DEMO, Application

    if (options.wsgi is None) != (options.asgi is None):
        raise Problem("one application is not enough: give a WSGI and an ASGI one, or none for the demo project")
    return DEMO if options.wsgi is None else Application(options.wsgi, options.asgi, Path.cwd())


def requests_of(fault: "Fault", requests: "tuple[Request, ...]", options: argparse.Namespace) -> "tuple[Request, ...]":
    """What brings a fault about: its own requests, or what it does to the one that was asked for."""
    from visualizer.lab import FAULTS

    if not (requests or options.header or options.data or options.wsgi):
        return fault.requests()
    if fault.onto is None:
        anywhere = ", ".join(each.name for each in FAULTS if each.onto is not None)
        raise Problem(
            f"--fault {fault.name!r} asks a view of the demo project: leave your own request and applications out "
            f"(to any request can be done: {anywhere})"
        )
    if len(requests) > 1:
        raise Problem(f"--fault {fault.name!r} is done to one request: give one --request, not {len(requests)}")
    return fault.onto(requests[0] if requests else request_of("/", options.header, options.data))


def request_of(line: str, headers: list[str], data: str) -> "Request":
    """The request that a line, the headers and a body make."""
    from visualizer.lab import Request, RequestError

    method, _, target = line.strip().partition(" ") if not line.strip().startswith("/") else ("GET", "", line.strip())
    try:
        Request.parse_line(line)
        return Request.build(method, target, [header_of(each) for each in headers], data.encode())
    except RequestError as error:
        raise Problem(f"--request {line!r}: {error}") from None


def header_of(text: str) -> tuple[str, str]:
    """NAME: VALUE as a pair."""
    name, colon, value = text.partition(":")
    if not colon:
        raise Problem(f"--header {text!r} has no colon: write 'X-Name: value'")
    return name, value.strip(" \t")
