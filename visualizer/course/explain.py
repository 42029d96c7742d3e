"""Why an event is there: the rule that asks for it, with its source and its very words, read from rules.toml once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from visualizer.vocabulary.names import is_user_code, kind_of

USER = "*"
"""The name under which the rules hold what is said of the application's own middleware and views."""


class Reported(Protocol):
    """What an event must have to be explained; `trace.Event` has it."""

    @property
    def stage(self) -> str:
        """One of the vocabulary's stages."""

    @property
    def name(self) -> str:
        """What within the stage."""

    @property
    def data(self) -> Mapping[str, object]:
        """The event's own values; a refusal names its own rule there."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Why a kind of event is there."""

    stage: str
    name: str
    why: str
    """One or two plain sentences."""
    source: str
    """The document and the section that ask for it."""
    sentence: str
    """Its sentence, word for word."""
    words: tuple[str, ...]
    """The glossary's words that it uses."""


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))


@cache
def rules() -> Mapping[tuple[str, str], Rule]:
    """Every rule, by stage and name; a name that ends in a blank is a prefix, as in the vocabulary."""
    made = (Rule(**{**entry, "words": tuple(entry["words"])}) for entry in _read()["rule"])
    return {(rule.stage, rule.name): rule for rule in made}


def broken() -> Mapping[str, str]:
    """Why the server refuses or ignores what breaks a rule of HTTP, by the rule's id."""
    reasons: dict[str, str] = _read()["broken"]
    return reasons


def explain(event: Reported) -> Rule | None:
    """The rule that the event follows; None for a kind of event that this version does not know."""
    kind = kind_of(event.stage, event.name)
    if kind is not None:
        rule = rules().get((kind.stage, kind.name))
        return _of_this_event(rule, event) if rule else None
    if is_user_code(event.stage, event.name):
        return rules()[event.stage, USER]
    return None


def _of_this_event(rule: Rule, event: Reported) -> Rule:
    """An event of a refusal carries the very rule that was broken, which says more than the general one."""
    source, sentence = event.data.get("source"), event.data.get("sentence")
    if rule.name not in ("refusal", "ignored") or not isinstance(source, str) or not isinstance(sentence, str):
        return rule
    why = broken().get(str(event.data.get("rule")), rule.why)
    return replace(rule, why=why, source=source, sentence=sentence)
