"""Every case of the suite against both lanes of this project's server: none fails, none is left out."""

from collections.abc import Iterator

import pytest

from tests.conformance.case import Case
from tests.conformance.cases import ALL
from tests.conformance.client import play
from tests.conformance.servers import Running, ours

CASES = [pytest.param(case, lane, id=f"{lane}-{case.id}") for case in ALL for lane in case.lanes]


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Running]]:
    with ours("wsgi") as wsgi, ours("asgi") as asgi:
        yield {"wsgi": wsgi, "asgi": asgi}


@pytest.mark.parametrize(("case", "lane"), CASES)
def test_case(case: Case, lane: str, servers: dict[str, Running]) -> None:
    talk = play(case, servers[lane].address)
    assert case.strict(talk) == "", talk
    assert case.permitted(talk) == "", "what we promise is not what the standard permits"


def test_ids_are_unique() -> None:
    ids = [(lane, case.id) for case in ALL for lane in case.lanes]
    assert len(ids) == len(set(ids))
