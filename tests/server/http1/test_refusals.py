"""Every case of the suite that names a rule, without a socket: the rule is found, however the bytes are cut."""

import pytest

from tests.conformance.case import Case
from tests.conformance.cases import ALL
from tests.server.http1.reading import read
from visualizer.server.http1.rules import RULES

CASES = [pytest.param(case, id=case.id) for case in ALL if case.rule and not case.rule.startswith("websocket")]


def _bytes(case: Case) -> bytes:
    return b"".join(step for step in case.send if isinstance(step, bytes))


@pytest.mark.parametrize("case", CASES)
def test_the_rule_is_found(case: Case) -> None:
    assert read([_bytes(case)], end=None in case.send).refused == case.rule


@pytest.mark.parametrize("case", [case for case in CASES if len(_bytes(case.values[0])) < 10_000])  # type: ignore[arg-type]  # a Case
def test_byte_by_byte_it_is_the_same_rule(case: Case) -> None:
    data = _bytes(case)
    pieces = [data[index : index + 1] for index in range(len(data))]
    whole, cut = read([data], end=None in case.send), read(pieces, end=None in case.send)
    assert cut == whole


def test_every_rule_has_a_case() -> None:
    elsewhere = {"timeout", "overloaded", "upgrade", "underscore"}
    assert {case.rule for case in ALL if case.rule} | elsewhere == set(RULES)
