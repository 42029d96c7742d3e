"""Requests a second of both lanes beside other servers, measured by wrk in alternation in the same run.

    python -m benchmarks.throughput [--rounds 3] [--seconds 3] [--only WORD]

Each round starts every server anew, one process each, warms it up and measures it with 1, 16 and 64 kept-alive
connections. It prints medians, what wrk had to complain of, the ratio of each lane to the best of its group (target: at
least 1), and of a lane that records every event into a file, none lost, to itself with the probe detached (0.6).
The CPU that a request costs is printed too, which depends less on what else the machine does than the rate, and how
often the server's threads went to sleep: to be woken costs the one that wakes as well.
gunicorn's sync worker closes each connection, so its requests have a connection each; threads are compared with
threads.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import wrk
from benchmarks.servers import ASGI, RECORDED, SERVERS, WSGI_1, WSGI_4, NotStarted, Server, running
from visualizer.trace import load

CONNECTIONS = (1, 16, 64)
WARM_SECONDS = 1
TARGET, RECORDED_TARGET = 1.0, 0.6

Found = dict[int, list[float]]
"""What each round has measured, by the number of connections."""
Rates = dict[Server, Found]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each measurement")
    parser.add_argument("--only", default="", metavar="WORD", help="servers whose name or group has this word")
    given = parser.parse_args(arguments)
    if problem := wrk.missing():
        print(problem, file=sys.stderr)
        return 2
    servers = [server for server in SERVERS if given.only in f"{server.name} {server.group}" and _is_there(server)]
    rates: Rates = {server: defaultdict(list) for server in servers}
    costs: Rates = {server: defaultdict(list) for server in servers}
    sleeps: Rates = {server: defaultdict(list) for server in servers}
    for number in range(given.rounds):
        for server in servers:
            print(f"\rround {number + 1} of {given.rounds}: {server.name:<40}", end="", file=sys.stderr)
            _measure(server, given.seconds, rates[server], costs[server], sleeps[server])
    print(file=sys.stderr)
    _report(rates)
    _report_medians("µs of CPU a request", costs, 0)
    _report_medians("sleeps a request", sleeps, 2)
    return 0


def _is_there(server: Server) -> bool:
    if not server.is_installed:
        print(f"{server.name} is left out: `pip install 'visualizer[servers]'` brings it", file=sys.stderr)
    return server.is_installed


def _measure(server: Server, seconds: int, rates: Found, costs: Found, sleeps: Found) -> None:
    with TemporaryDirectory() as folder:
        trace = Path(folder) / "trace.jsonl"
        answered = 0
        try:
            with running(server, trace) as process:
                answered += wrk.run(process.port, 1, WARM_SECONDS).requests
                for connections in CONNECTIONS:
                    cpu, slept = process.cpu(), process.sleeps()
                    measured = wrk.run(process.port, connections, seconds)
                    answered += measured.requests
                    rates[connections].append(measured.rate)
                    costs[connections].append((process.cpu() - cpu) / measured.requests * 1e6)
                    sleeps[connections].append((process.sleeps() - slept) / measured.requests)
                    if measured.problems:
                        print(f"\n{server.name}, {connections} connections: {measured.problems}")
        except NotStarted as problem:
            print(f"\n{problem}", file=sys.stderr)
        if trace.exists():
            _check(server, trace, answered)


def _check(server: Server, path: Path, answered: int) -> None:
    """Say what a recording holds, and whether it holds everything."""
    trace = load(path).trace
    events = trace.events(trace.lanes[0])
    exchanges = sum(event.name == "exchange" and event.phase == "exit" for event in events)
    whole = "none lost" if trace.lost == 0 and exchanges >= answered else f"{trace.lost} LOST"
    print(f"\n{server.name}: {len(events)} events of {exchanges} exchanges ({answered} counted by wrk), {whole}")


def _report(rates: Rates) -> None:
    print(f"\n{'requests a second':<34}" + "".join(f"{f'{count} connections':>17}" for count in CONNECTIONS))
    middle = {server: {n: median(found) for n, found in by.items()} for server, by in rates.items() if by}
    for group in (WSGI_1, WSGI_4, ASGI, RECORDED):
        members = [server for server in middle if server.group == group]
        if members:
            print(group)
        for server in members:
            spread = max((max(found) - min(found)) / median(found) for found in rates[server].values())
            columns = "".join(f"{middle[server][n]:17.0f}" for n in CONNECTIONS)
            print(f"  {server.name:<32}{columns}   (spread {spread:.0%})")
        for server in members:
            others = _rivals(server, middle)
            if server.is_ours and others:
                ratios = [middle[server][n] / max(middle[other][n] for other in others) for n in CONNECTIONS]
                target = RECORDED_TARGET if group == RECORDED else TARGET
                what = "of detached" if group == RECORDED else "of the best of them"
                print(f"  × {what:<30}" + "".join(f"{ratio:17.2f}" for ratio in ratios) + f"   target {target}")


def _report_medians(what: str, measured: Rates, digits: int) -> None:
    print(f"\n{what:<34}" + "".join(f"{f'{count} connections':>17}" for count in CONNECTIONS))
    for server, by in measured.items():
        if by:
            print(f"  {server.name:<32}" + "".join(f"{median(by[n]):17.{digits}f}" for n in CONNECTIONS))


def _rivals(server: Server, middle: dict[Server, dict[int, float]]) -> list[Server]:
    """Those that a lane is compared with: the others of its group, or, where it records, itself without."""
    if server.group == RECORDED:
        return [other for other in middle if f"{other.name} recorded" == server.name]
    return [other for other in middle if other.group == server.group and other is not server]


if __name__ == "__main__":
    sys.exit(main())
