"""The quick profile of the fuzzer, against the protocol core and against both lanes."""

import pytest

from tests.conformance.fuzz import judge, provoke, run
from tests.conformance.servers import ours


def test_the_core() -> None:
    assert run(2_000, 1, judge) == ""


@pytest.mark.parametrize("lane", ["wsgi", "asgi"])
def test_a_server(lane: str) -> None:
    with ours(lane, options=["--linger", "0.1", "--between-bytes", "0.5"]) as server:
        assert run(400, 1, lambda data, _: provoke(server.address, data)) == ""
        assert server.process.poll() is None
