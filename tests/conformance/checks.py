"""What a case may expect of a conversation; each function makes a Check that tells what is wrong, or nothing."""

import json
from collections.abc import Callable
from typing import Any

from tests.conformance.case import Check
from tests.conformance.reader import Conversation, Response

MARK = "x-application"
"""The field by which the suite's applications mark their own responses."""


def refused(*statuses: int, silently: bool = False) -> Check:
    """An error from the server itself, and the end of the connection; `silently`: or its end alone."""

    def check(talk: Conversation) -> str:
        if silently and talk.end == "reset":
            return ""  # It closed while bytes were under way, and the reset may have destroyed its answer.
        if not talk.responses:
            return "" if silently and talk.end != "open" else f"no response; the connection is {talk.end}"
        first = talk.responses[0]
        if first.get(MARK) is not None:
            return f"the application was called and answered {first.status}"
        if first.status not in statuses:
            return f"status {first.status}, where {' or '.join(map(str, statuses))} is due"
        return _sound(talk, 1) or ("" if talk.end != "open" else "the connection stays open")

    return check


def answered(
    *statuses: int,
    closed: bool | None = None,
    body: bytes | None = None,
    chunked: bool | None = None,
    interim: tuple[int, ...] | None = None,
    fields: dict[str, str | None] | None = None,
    complete: bool = True,
    where: Callable[[Response], str] | None = None,
) -> Check:
    """One response for each status, well-formed and in this order; the last one is looked at more closely."""

    def check(talk: Conversation) -> str:
        found = [one.status for one in talk.responses]
        if found != list(statuses):
            return f"statuses {found}, where {list(statuses)} are due"
        problem = _sound(talk, len(statuses) if complete else 0)
        if problem:
            return problem
        last = talk.responses[-1]
        wants = {
            "looks complete": (complete or last.complete, complete),
            "is closed": (talk.end != "open", closed),
            "body": (last.body, body),
            "is chunked": (last.chunked, chunked),
            "interim responses": (tuple(one.status for one in talk.interim), interim),
            **{name: (last.get(name), value) for name, value in (fields or {}).items() if value is not None},
            **{name: (last.get(name) is None, True) for name, value in (fields or {}).items() if value is None},
        }
        for name, (is_so, due) in wants.items():
            if due is not None and is_so != due:
                return f"{name}: {is_so!r}, where {due!r} is due"
        return where(last) if where else ""

    return check


def said(**facts: Any) -> Callable[[Response], str]:
    """The application's JSON body says these facts."""

    def check(response: Response) -> str:
        try:
            found = json.loads(response.body)
        except ValueError:
            return f"the body is no JSON: {response.body[:80]!r}"
        for name, value in facts.items():
            if callable(value):
                if not _holds(value, found.get(name)):
                    return f"{name} is {found.get(name)!r}"
            elif found.get(name) != value:
                return f"{name} is {found.get(name)!r}, where {value!r} is due"
        return ""

    return check


def _holds(wanted: Callable[[Any], object], found: Any) -> bool:
    try:
        return bool(wanted(found))
    except (LookupError, TypeError):
        return False


def in_order(*paths: str) -> Check:
    """The application's echoes, in the order in which these paths were asked for."""

    def check(talk: Conversation) -> str:
        problems = [said(path=path)(one) for path, one in zip(paths, talk.responses, strict=False)]
        return next(filter(None, problems), "")

    return check


def all_of(*checks: Check) -> Check:
    """All of these."""

    def check(talk: Conversation) -> str:
        return next(filter(None, (one(talk) for one in checks)), "")

    return check


def no_content(talk: Conversation) -> str:
    """Nothing behind the head of any response to HEAD, whatever the responses are."""
    return talk.malformed or (f"stray bytes: {talk.rest[:60]!r}" if talk.rest else "")


def waits(talk: Conversation) -> str:
    """No final response, and no end: the server waits for more, as it may where it reads all of a request first."""
    return "" if not talk.responses and talk.end == "open" else "it does not wait for more"


def any_of(*checks: Check) -> Check:
    """One of these."""

    def check(talk: Conversation) -> str:
        problems = [one(talk) for one in checks]
        return "" if "" in problems else " / ".join(problems)

    return check


def _sound(talk: Conversation, complete: int) -> str:
    if talk.malformed:
        return f"malformed: {talk.malformed}"
    if talk.rest:
        return f"stray bytes: {talk.rest[:60]!r}"
    if sum(one.complete for one in talk.responses) < complete:
        return f"an incomplete response; the connection is {talk.end}"
    return ""
