"""Reads from a server of `tests.conformance.validated` which breaches its checker has found."""

import json

from tests.conformance.case import case
from tests.conformance.checks import answered
from tests.conformance.client import play
from tests.conformance.servers import Running

_ASK = case("breaches", "", "", b"GET /log?breaches HTTP/1.1\r\nHost: a\r\n\r\n", answered(200), group="checker")


def breaches(server: Running) -> list[str]:
    """All that were found so far."""
    (response,) = play(_ASK, server.address).responses
    found: list[str] = json.loads(response.body)["log"]
    return found
