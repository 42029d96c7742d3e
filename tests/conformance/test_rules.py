"""Every case that names a rule: the event of its refusal names it too, and no application has seen a bad head."""

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.cases import ALL
from tests.conformance.client import play
from tests.conformance.servers import ours
from tests.server.talk import LANES, events


def _by_connection(trace: Path) -> list[list[dict[str, Any]]]:
    """The events of each connection, in the order in which they were accepted."""
    found: dict[int, list[dict[str, Any]]] = {}
    for event in events(trace):
        if event["connection"] is not None:
            found.setdefault(event["connection"], []).append(event)
    return list(found.values())


@pytest.mark.parametrize("lane", LANES)
def test_an_event_names_the_rule(lane: str, tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    cases = [case for case in ALL if case.rule and lane in case.lanes]
    with ours(lane, options=["--trace", str(trace)]) as server:
        for case in cases:
            play(case, server.address)
    connections = _by_connection(trace)
    assert len(connections) == len(cases)
    for case, told in zip(cases, connections, strict=True):
        assert [one["rule"] for one in told if one["name"] == "refusal"] == [case.rule], case.id
        has_bad_head = any((one["name"], one["outcome"]) == ("head", "raised") for one in told)
        called = any(one["name"] == "application" for one in told)
        assert not (has_bad_head and called), case.id
        assert has_bad_head or called or case.rule.startswith("websocket-"), case.id
