"""What the server adds to a response that an application has made, and the answers that it gives by itself."""

from collections.abc import Sequence
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from time import time

from visualizer.probe import emit
from visualizer.server.http1.connection import Connection
from visualizer.server.http1.head import Field, Head
from visualizer.server.http1.rules import Refusal

SERVER = b"visualizer"


def has_content(head: Head | None, status: int) -> bool:
    """Whether a response has content. RFC 9110 §6.4.1: "Responses to the HEAD request method … never include content",
    and "All 1xx (Informational), 204 (No Content), and 304 (Not Modified) responses do not include content."
    """
    return not (status < 200 or status in (204, 304) or (head is not None and head.method == b"HEAD"))


def complete(head: Head | None, status: int, fields: Sequence[Field], length: int | None, close: bool) -> list[Field]:
    """The application's header fields, with those that are the server's to add.

    `length`: of the content, where it is known before the first byte leaves. `close`: the connection ends after this.
    """
    names = {name.lower() for name, _ in fields}
    added: list[Field] = []
    # RFC 9110 §6.6.1: "An origin server with a clock MUST generate a Date header field in all 2xx (Successful), 3xx
    # (Redirection), and 4xx (Client Error) responses".
    if b"date" not in names:
        added.append((b"Date", _date(int(time()))))
    # RFC 9110 §10.2.4: "An origin server MAY generate a Server header field in its responses."
    if b"server" not in names:
        added.append((b"Server", SERVER))
    # RFC 9110 §8.6: "A server MUST NOT send a Content-Length header field in any response with a status code of 1xx
    # (Informational) or 204 (No Content)."
    if status == 204:
        fields = [field for field in fields if field[0].lower() != b"content-length"]
    elif length is not None and b"content-length" not in names and has_content(head, status):
        added.append((b"Content-Length", b"%d" % length))
    if close:
        added.append((b"Connection", b"close"))
    return [*fields, *added]


@lru_cache(maxsize=1)
def _date(now: int) -> bytes:
    return formatdate(now, usegmt=True).encode("ascii")


def reason(status: int) -> bytes:
    """The usual reason phrase of a status, empty where there is none."""
    try:
        return HTTPStatus(status).phrase.encode("ascii")
    except ValueError:
        return b""


def refuse(http: Connection, refusal: Refusal) -> bytes:
    """The answer to a request that is not served; nothing where the response has begun. The connection must end."""
    rule = refusal.rule
    if emit.on:
        emit.point(
            "parse",
            "refusal",
            rule=rule.id,
            status=rule.status,
            source=rule.source,
            sentence=rule.sentence,
            found=refusal.found,
        )
    return answer(http, rule.status, f"{rule.id}: {rule.source}\n{rule.sentence}\n")


def answer(http: Connection, status: int, text: str) -> bytes:
    """A whole response of the server's own, as plain text; nothing where a response has begun already."""
    if http.response_begun:
        return b""
    content = f"{status} {reason(status).decode()}\n{text}".encode()
    fields = [(b"Content-Type", b"text/plain; charset=utf-8")]
    begin = http.respond(status, reason(status), complete(http.head, status, fields, len(content), close=True))
    if not has_content(http.head, status):
        content = b""
    return begin + http.data(content) + http.finish()
