"""The standard library's wsgiref.validate around the application finds nothing, on every conforming WSGI case.

Where an application misbehaves on purpose it is the checker that raises instead of the server: the answers stay.
"""

from collections.abc import Iterator

import pytest

from tests.conformance.case import Case
from tests.conformance.cases import ALL
from tests.conformance.client import play
from tests.conformance.servers import Running, ours

CANNOT_JUDGE = {
    "target-asterisk": "it wants PATH_INFO to begin with /, and `OPTIONS *` has no path",
    "method-unknown": "it warns of every method that it does not know, and here warnings are errors",
    "length-known": "its iterator hides the len() of a one-chunk list, from which the Content-Length comes",
    "input-read": "it forbids read() without a size, which PEP 3333 says that a server should allow",
}
"""The cases that the checker cannot judge, and why."""

CASES = [pytest.param(case, id=case.id) for case in ALL if "wsgi" in case.lanes and case.id not in CANNOT_JUDGE]


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with ours("wsgi", "tests.conformance.wsgi_application:validated") as running:
        yield running


@pytest.mark.parametrize("case", CASES)
def test_validated(case: Case, server: Running) -> None:
    assert case.strict(play(case, server.address)) == ""


def test_what_it_cannot_judge_is_still_a_case() -> None:
    assert set(CANNOT_JUDGE) <= {case.id for case in ALL}
