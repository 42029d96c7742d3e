"""Every kind of event has its reason, every reason its source and its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from visualizer.course import glossary
from visualizer.course.explain import USER, Rule, broken, explain, rules
from visualizer.server.http1.rules import RULES
from visualizer.vocabulary.names import KINDS, Kind


@dataclass(frozen=True)
class Reported:
    """As much of an event as `explain` looks at."""

    stage: str
    name: str
    data: Mapping[str, object] = field(default_factory=dict)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.stage} {kind.name}")
def test_every_kind_is_explained(kind: Kind) -> None:
    name = kind.name + "request_started" if kind.name.endswith(" ") else kind.name
    rule = explain(Reported(kind.stage, name))
    assert rule is not None
    assert (rule.stage, rule.name) == (kind.stage, kind.name)


def test_no_rule_is_for_an_event_that_cannot_be() -> None:
    kinds = {(kind.stage, kind.name) for kind in KINDS}
    assert {key for key in rules() if key[1] != USER} == kinds


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: f"{rule.stage} {rule.name}")
def test_every_rule_is_whole_and_its_words_are_in_the_glossary(rule: Rule) -> None:
    assert rule.why.endswith(".")
    assert rule.source
    assert rule.sentence
    assert rule.words
    assert [word for word in rule.words if glossary.find(word) is None] == []


@pytest.mark.parametrize(("stage", "name"), [("middleware", "SessionMiddleware"), ("view", "hello")])
def test_the_applications_own_code_is_explained(stage: str, name: str) -> None:
    rule = explain(Reported(stage, name))
    assert rule is not None
    assert (rule.stage, rule.name) == (stage, USER)


def test_what_is_unknown_has_no_rule() -> None:
    assert explain(Reported("proxy", "request")) is None


def test_a_refusal_is_explained_by_the_rule_that_was_broken() -> None:
    data = {"rule": "obs-fold", "status": 400, "source": "RFC 9112 §5.2", "sentence": "A server that receives …"}
    rule = explain(Reported("parse", "refusal", data))
    assert rule is not None
    assert (rule.source, rule.sentence) == ("RFC 9112 §5.2", "A server that receives …")
    assert rule.why == broken()["obs-fold"]


def test_every_rule_of_the_server_has_its_reason() -> None:
    assert broken().keys() == RULES.keys()


def test_a_kind_that_the_rules_do_not_know_yet_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visualizer.course.explain.rules", dict)
    assert explain(Reported("parse", "refusal")) is None


def test_a_refusal_without_a_rule_is_explained_all_the_same() -> None:
    assert explain(Reported("parse", "refusal")) == rules()["parse", "refusal"]


def test_what_is_quoted_of_our_own_documents_stands_there() -> None:
    root = Path(__file__).parents[2]
    own = [rule for rule in rules().values() if rule.source.startswith("Visualizer, ")]
    assert own
    for rule in own:
        assert rule.sentence in (root / rule.source.removeprefix("Visualizer, ")).read_text(encoding="utf-8")
