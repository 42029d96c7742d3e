"""What the server adds to a response that an application has made, and the answers that it gives by itself."""

import re
from collections.abc import Sequence
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from time import time

from visualizer.probe import emit
from visualizer.server.http1.connection import Connection
from visualizer.server.http1.head import TOKEN, Field, Head
from visualizer.server.http1.rules import Refusal, Rule

SERVER = b"visualizer"
_REASONS = {status.value: status.phrase.encode("ascii") for status in HTTPStatus}
# RFC 9110 §15.5.22: "The server MUST send an Upgrade header field in a 426 response".
_FIELDS: dict[int, Sequence[Field]] = {
    426: ((b"Upgrade", b"websocket"), (b"Connection", b"upgrade"), (b"Sec-WebSocket-Version", b"13")),
}
_NAME = re.compile(TOKEN)
_VALUE = re.compile(rb"(?:[\x21-\x7e\x80-\xff](?:[\t \x21-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?")


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
    # RFC 9110 §6.6.1: "An origin server with a clock … MUST generate a Date header field in all 2xx (Successful), 3xx
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
    return _REASONS.get(status, b"")


def refuse(http: Connection, refusal: Refusal) -> bytes:
    """The answer to a request that is not served; nothing where the response has begun. The connection must end."""
    rule = refusal.rule
    if emit.on:
        # What acts is the line that refused, not this one.
        data = {"rule": rule.id, "status": rule.status, "source": rule.source, "sentence": rule.sentence}
        data["found"] = refusal.found
        emit.event("parse", "refusal", "point", None, data, refusal.site)
    return answer(http, rule.status, f"{rule.id}: {rule.source}\n{rule.sentence}\n", _FIELDS.get(rule.status, ()))


def check(fields: Sequence[Field]) -> None:
    """Raise ValueError for a field that would break the message: no token as its name, control characters in it.

    RFC 9110 §5.5: "Field values containing CR, LF, or NUL characters are invalid and dangerous".
    """
    for name, value in fields:
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise ValueError(
                f"a header's name must be a token and its value without control characters: {name!r}: {value!r}"
            )


def content_length(fields: Sequence[Field]) -> int | None:
    """What the application's Content-Length says; None where there is none, ValueError where it is no number."""
    lengths = [value for name, value in fields if name.lower() == b"content-length"]
    if not lengths:
        return None
    if len(lengths) > 1 or not lengths[0].isdigit():
        raise ValueError(f"the Content-Length must be one number, not {lengths!r}")
    return int(lengths[0])


def report_ignored(rule: Rule, found: bytes) -> None:
    """Say by which rule a part of the request has no effect."""
    if emit.on:
        emit.point("parse", "ignored", rule=rule.id, source=rule.source, sentence=rule.sentence, found=found)


def answer(http: Connection, status: int, text: str, fields: Sequence[Field] = ()) -> bytes:
    """A whole response of the server's own, as plain text; nothing where a response has begun already.

    It is the connection's last: where something went wrong nobody can be sure where the next request begins.
    """
    if http.response_begun:
        return b""
    content = f"{status} {reason(status).decode()}\n{text}".encode()
    fields = [(b"Content-Type", b"text/plain; charset=utf-8"), *fields]
    begin = http.respond(status, reason(status), complete(http.head, status, fields, len(content), close=True))
    # The head may be what is refused, and h11 not know of it: so what to leave out is decided here.
    return begin if http.method == b"HEAD" else begin + http.data(content) + http.finish()
