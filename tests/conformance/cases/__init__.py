"""The cases, a file a subject; `ALL` is every one of them, in order."""

from tests.conformance.case import Case
from tests.conformance.cases import asgi as asgi_cases
from tests.conformance.cases import connection, framing, head, head_served, response, websocket, wsgi

ALL: tuple[Case, ...] = (
    *head.CASES,
    *head_served.CASES,
    *framing.CASES,
    *connection.CASES,
    *response.CASES,
    *wsgi.CASES,
    *asgi_cases.CASES,
    *websocket.CASES,
)
