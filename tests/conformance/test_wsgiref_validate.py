"""The standard library's wsgiref.validate around the application finds nothing, on every conforming WSGI case.

Where an application misbehaves on purpose it is the checker that raises, before the server: the answers stay.
"""

from collections.abc import Iterator

import pytest

from tests.conformance.breaches import breaches
from tests.conformance.case import Case
from tests.conformance.cases import ALL
from tests.conformance.client import play
from tests.conformance.servers import Running, ours

CANNOT_JUDGE = {
    "target-asterisk": "it wants PATH_INFO to begin with /, and `OPTIONS *` has no path",
    "target-absolute-options": "it wants PATH_INFO to begin with /, and this is `OPTIONS *` in other words",
    "method-unknown": "it warns of every method that it does not know, and here warnings are errors",
    "length-known": "its iterator hides the len() of a one-chunk list, from which the Content-Length comes",
    "input-read": "it forbids read() without a size, which PEP 3333 says that a server should allow",
}
"""The cases that the checker cannot judge, and why."""

_NO_TYPE = "No Content-Type header found"
MISBEHAVES = {
    "silent": "start_response has not yet been called",
    "not-bytes": "Iterator yielded non-bytestring",
    "start-response-hop-by-hop": _NO_TYPE,
    "start-response-transfer-encoding": _NO_TYPE,
    "start-response-upgrade": _NO_TYPE,
    "start-response-value-unicode": _NO_TYPE,
    "start-response-crlf-status": _NO_TYPE,
    "start-response-crlf-value": "Bad header value",
    "start-response-lf-value": "Bad header value",
    "start-response-crlf-name": "Header names may not contain",
    "start-response-name-colon": "Header names may not contain",
    "start-response-status-short": "Status codes must be three characters",
    "start-response-headers-type": "must be of type list",
    "start-response-header-type": "must be of type tuple",
}
"""The cases whose application misbehaves on purpose, and what the checker says to it."""

CASES = [pytest.param(case, id=case.id) for case in ALL if "wsgi" in case.lanes and case.id not in CANNOT_JUDGE]


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with ours("wsgi", "tests.conformance.validated:wsgi") as running:
        yield running


@pytest.mark.parametrize("case", CASES)
def test_validated(case: Case, server: Running) -> None:
    before = len(breaches(server))
    assert case.strict(play(case, server.address)) == ""
    found = breaches(server)[before:]
    assert (MISBEHAVES[case.id] in found[0]) if case.id in MISBEHAVES else not found, found


def test_what_it_cannot_judge_is_still_a_case() -> None:
    assert {*CANNOT_JUDGE, *MISBEHAVES} <= {case.id for case in ALL}
