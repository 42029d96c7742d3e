"""What went wrong with a lane, told to a learner: a reason in one line, their own part of the traceback, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from visualizer.lab.scenario import LaneSpec

_FRAME = re.compile(r'^  File "([^"]+)", line \d+')
_TRACEBACK = "Traceback (most recent call last):"


class LaneFailed(Exception):
    """A lane could not be started, ended while it was needed, or did not answer in time."""

    def __init__(self, lane: str, reason: str, output: str = "", advice: str = "") -> None:
        super().__init__(lane, reason, output, advice)
        self.lane = lane
        """The lane's name."""
        self.reason = reason
        """One line for people."""
        self.output = output
        """What the lane itself said, as far as it concerns the learner; it may have several lines, and any bytes."""
        self.advice = advice
        """What to do about it, in one or two sentences."""
        self.others: tuple[LaneFailed, ...] = ()
        """The lanes that failed in the same run."""

    def __str__(self) -> str:
        return f"{self.lane}: {self.reason}"


def diagnose(spec: LaneSpec, reason: str, output: str) -> LaneFailed:
    """The failure that a lane's last words tell of; `reason` is for words that say nothing we know."""
    last = _last_line(output)
    for pattern, explain in _CAUSES:
        if found := pattern.search(output):
            why, advice = explain(found, spec)
            return LaneFailed(spec.name, why, learners_part(output, spec.path), advice)
    advice = "The lane's own words stand below; the last line names the error." if last else ""
    return LaneFailed(spec.name, f"{reason}: {last}" if last else reason, learners_part(output, spec.path), advice)


def learners_part(output: str, path: Path | None) -> str:
    """`output` with each traceback cut to the frames from the learner's first one on; whole where none is theirs."""
    lines = output.strip("\n").splitlines()
    start = next((number for number in range(len(lines)) if lines[number] == _TRACEBACK), None)
    first = next((number for number, line in enumerate(lines) if _is_theirs(line, path)), None)
    if start is None or first is None:
        return "\n".join(lines)
    return "\n".join([*lines[: start + 1], *lines[first:]])


def _is_theirs(line: str, path: Path | None) -> bool:
    found = _FRAME.match(line)
    return path is not None and found is not None and Path(found[1]).is_relative_to(path.resolve())


def _last_line(output: str) -> str:
    lines = output.strip().splitlines()
    return lines[-1].strip() if lines else ""


def _port_taken(found: re.Match[str], spec: LaneSpec) -> tuple[str, str]:
    return (
        "its port is taken by another program",
        "Leave the port to the program (port 0 is any free one), or end what listens there.",
    )


def _no_module(found: re.Match[str], spec: LaneSpec) -> tuple[str, str]:
    where = f"in {spec.path}" if spec.path else "on Python's import path"
    return (
        f"there is no module {found[1]!r} {where}",
        "Check the spelling of MODULE:APP, and that the folder given as its path is the one that holds the module.",
    )


def _no_package(found: re.Match[str], spec: LaneSpec) -> tuple[str, str]:
    package = found[1].partition(".")[0]
    if _is_there(package, spec.path):
        return (
            f"there is no module {found[1]!r}, though there is a {package!r}",
            "Check the spelling of the import that the traceback shows.",
        )
    install = f"python -m pip install {package} (its name there may differ from the name that is imported)"
    return f"the package {package!r} is missing", f"Install it into the environment that runs this program: {install}."


def _is_there(package: str, path: Path | None) -> bool:
    """Whether the top-level `package` is the learner's own or installed; nothing is imported to find out."""
    theirs = path is not None and ((path / package).is_dir() or (path / f"{package}.py").is_file())
    return theirs or find_spec(package) is not None


def _no_attribute(found: re.Match[str], spec: LaneSpec) -> tuple[str, str]:
    return (
        f"{spec.application} names nothing: the module {found[1]!r} has no {found[2]!r}",
        "Write MODULE:APP with the name that the module gives its application, often `application` or `app`.",
    )


def _no_name(found: re.Match[str], spec: LaneSpec) -> tuple[str, str]:
    return (f"{spec.application!r} names no application", "Write MODULE:APP, like mysite.wsgi:application.")


def _no_settings(found: re.Match[str], spec: LaneSpec) -> tuple[str, str]:
    return (
        "Django does not know its settings",
        "Set DJANGO_SETTINGS_MODULE, or have the module that holds the application set it, as django-admin's does.",
    )


_Explain = Callable[["re.Match[str]", LaneSpec], "tuple[str, str]"]
_CAUSES: tuple[tuple[re.Pattern[str], _Explain], ...] = (
    (re.compile(r"Address already in use"), _port_taken),
    (re.compile(r"there is no module named '([^']+)'"), _no_module),
    (re.compile(r"^ModuleNotFoundError: No module named '([^']+)'", re.MULTILINE), _no_package),
    (re.compile(r"module '([^']+)' has no '([^']+)'"), _no_attribute),
    (re.compile(r"names no application"), _no_name),
    (re.compile(r"ImproperlyConfigured: Requested setting"), _no_settings),
)
"""What a server's output tells, by the words of visualizer.server, of Python and of Django."""
