"""Why an event is there: the rule that asks for it, with its source and its very words, read from rules.toml once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

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
def rules() -> Mapping[tuple[str, str], Rule]:
    """Every rule, by stage and name; a name that ends in a blank is a prefix, as in the vocabulary."""
    data = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    made = (Rule(**{**entry, "words": tuple(entry["words"])}) for entry in data["rule"])
    return {(rule.stage, rule.name): rule for rule in made}


def explain(event: Reported) -> Rule | None:
    """The rule that the event follows; None for a kind of event that this version does not know."""
    kind = kind_of(event.stage, event.name)
    if kind is not None:
        return _of_this_event(rules()[kind.stage, kind.name], event)
    if is_user_code(event.stage, event.name):
        return rules()[event.stage, USER]
    return None


def _of_this_event(rule: Rule, event: Reported) -> Rule:
    """A refusal's event carries the rule that was broken, which says more than the general one."""
    source, sentence = event.data.get("source"), event.data.get("sentence")
    if rule.name == "refusal" and isinstance(source, str) and isinstance(sentence, str):
        return replace(rule, source=source, sentence=sentence)
    return rule
