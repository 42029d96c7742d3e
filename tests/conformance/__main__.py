"""`python -m tests.conformance --wsgi HOST:PORT --asgi HOST:PORT`: the suite against any server of its applications.

`--only ID` plays one case and shows the conversation; `--strict` judges by what this project's own server promises.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tests.conformance.case import Case
from tests.conformance.cases import ALL
from tests.conformance.client import play
from tests.conformance.servers import APPLICATIONS


class Result(NamedTuple):
    """How one case went."""

    lane: str
    case: Case
    problem: str
    """What is wrong by the standard; empty when nothing is."""
    short: str
    """What is wrong by our own promise."""


def run(lane: str, address: tuple[str, int], patience: float, only: str | None = None) -> Iterator[Result]:
    """Play every case of a lane."""
    for case in ALL:
        if lane in case.lanes and only in (None, case.id):
            try:
                talk = play(case, address, patience)
            except OSError as error:
                yield Result(lane, case, f"no connection: {error}", f"no connection: {error}")
                continue
            if only is not None:
                print(talk)
            yield Result(lane, case, case.permitted(talk), case.strict(talk))


def main() -> int:
    """Print what fails and a line for each group; the exit status is 1 when something fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    for lane, application in APPLICATIONS.items():
        parser.add_argument(f"--{lane}", type=_address, metavar="HOST:PORT", help=f"a server of {application}")
    parser.add_argument(
        "--strict", action="store_true", help="judge by this project's promise, not by the standard alone"
    )
    parser.add_argument("--only", metavar="ID", help="one case, with its conversation")
    parser.add_argument("--patience", type=float, default=2.0, metavar="SECONDS", help="how long to wait (2)")
    given = parser.parse_args()
    targets = {lane: getattr(given, lane) for lane in APPLICATIONS if getattr(given, lane)}
    if not targets:
        parser.error("name a server: --wsgi HOST:PORT, --asgi HOST:PORT or both")
    return max(_report(lane, address, given) for lane, address in targets.items())


def _report(lane: str, address: tuple[str, int], given: argparse.Namespace) -> int:
    passed: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for result in run(lane, address, given.patience, given.only):
        problem = result.short if given.strict else result.problem
        (failed if problem else passed)[result.case.group] += 1
        if problem:
            print(f"FAILED {lane} {result.case.id}: {problem}\n       {result.case.source}: {result.case.sentence}")
    for group in dict.fromkeys((*passed, *failed)):
        print(f"{lane:5} {group:12} {passed[group]:4} passed {failed[group]:4} failed")
    print(f"{lane:5} {'all':12} {passed.total():4} passed {failed.total():4} failed")
    return 1 if failed else 0


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host, int(port)


if __name__ == "__main__":
    sys.exit(main())
