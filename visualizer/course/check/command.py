"""The command `check`: its arguments, its table and its JSON, and an exit status that CI can go by."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from visualizer.course.check.result import Result, State
from visualizer.course.check.running import check
from visualizer.course.errors import LessonError
from visualizer.course.lesson import Card
from visualizer.course.library import find, folders, readable

GREEN, RED, WRONG = 0, 1, 2
"""Exit statuses: all is proved, something is not, the command cannot be carried out."""


def carry_out(options: argparse.Namespace) -> int:
    """Check what the options of `arguments` ask for; the exit status."""
    if options.lessons is not None and not options.trust:
        print(
            f"check runs the code in {options.lessons}, with all that your account may do: say --trust to let it",
            file=sys.stderr,
        )
        return WRONG
    try:
        chosen = _chosen(options)
    except LessonError as error:
        print(error, file=sys.stderr)
        return WRONG
    results = asyncio.run(_check_all(chosen, _known(options.lessons), options))
    print(json.dumps([result.as_json() for result in results], indent=2) if options.json else table(results))
    return GREEN if all(result.is_green for result in results) else RED


def table(results: Sequence[Result]) -> str:
    """The results for people: a line a lesson, below it what is wrong and what was not run."""
    lines: list[str] = []
    for result in results:
        lines.append(_row(result))
        lines += [f"    {error}" for error in result.errors]
        for proof in result.proofs:
            if proof.state is not State.TRUE:
                lines.append(f"    line {proof.claim.line}: {proof.state.value}: {proof.claim.sentence}")
                lines.append(f"        {proof.reason}")
                lines += [f"        {witness}" for witness in proof.witnesses]
    green = sum(result.is_green for result in results)
    claims = sum(len(result.proofs) for result in results)
    true = sum(result.count(State.TRUE) for result in results)
    return "\n".join([*lines, f"{green} of {len(results)} lessons green, {true} of {claims} claims true"])


def _row(result: Result) -> str:
    counts = f"{result.stops} stops, {result.count(State.TRUE)}/{len(result.proofs)} claims, {result.tasks} tasks"
    not_run = result.count(State.NOT_RUN)
    absent = f", {not_run} not run" if not_run else ""
    if result.falsified is not None:
        absent += f", {result.falsified} made false"
    return f"{'ok  ' if result.is_green else 'FAIL'} {result.lesson:<28} {counts}{absent}  {result.seconds:.1f} s"


async def _check_all(chosen: Sequence[Path], known: Sequence[Card], options: argparse.Namespace) -> list[Result]:
    places = asyncio.Semaphore(options.jobs)

    async def one(folder: Path) -> Result:
        async with places:
            return await check(folder, known, record=options.record, mutate=options.mutate)

    return list(await asyncio.gather(*map(one, chosen)))


def _chosen(options: argparse.Namespace) -> list[Path]:
    """The folders that are named, or all. A lesson that cannot be read is named by its folder."""
    there = folders(options.lessons)
    named = {path.name: path for path in there}
    if not options.lesson:
        return list(there)
    return [named[word] if word in named else find(word, options.lessons).folder for word in options.lesson]


def _known(within: Path | None) -> list[Card]:
    """The lessons that others may refer to: of the program and of the folder, as far as they can be read."""
    own, _ = readable()
    return [*own, *(readable(within)[0] if within else ())]
