"""The strict scanner of a request's head: line by line as it arrives, and no line that RFC 9112 forbids.

h11 alone lets through bare LF, obs-fold, a Content-Length beside a Transfer-Encoding, `Host: a b/c`, the target `foo`,
HTTP/2.0 and control bytes in values. Whether a head is refused, and by which rule, never depends on how its bytes were
cut into pieces: a line is judged when its LF is there, and the limits count bytes that any cut would count.
"""

import re
from typing import NamedTuple

from visualizer.server.http1 import rules
from visualizer.server.http1.rules import Refusal
from visualizer.server.http1.target import Target, parse_host, parse_target
from visualizer.server.limits import Limits

Field = tuple[bytes, bytes]
"""A header field: its name in lower case (RFC 9110 §5.1: "Field names are case-insensitive"), its value without the
whitespace around it."""

TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_REQUEST_LINE = re.compile(rb"(%s) ([^\x00-\x20\x7f]+) HTTP/([0-9])\.([0-9])" % TOKEN)
_FIELD_LINE = re.compile(rb"(%s):[ \t]*([\t \x21-\x7e\x80-\xff]*)" % TOKEN)
_NAME = re.compile(TOKEN)
_LENGTH = re.compile(rb"[0-9]{1,18}")


class Head(NamedTuple):
    """A request's head, as the standard permits it."""

    method: bytes
    target: Target
    version: bytes
    """`1.0` or `1.1`. RFC 9110 §6.2: a higher minor version is processed "as if it were in the highest minor version
    within that major version to which the recipient is conformant"."""
    fields: list[Field]
    """In the order of the message."""
    by_name: dict[bytes, list[bytes]]
    """The fields' values by their (lower-case) name."""
    length: int | None
    """Bytes of the body, 0 where there is none; None when it is chunked."""
    expects_continue: bool
    """Whether the client waits for 100 (Continue) before it sends the body."""
    size: int
    """Bytes of the head, its empty line included."""

    def values(self, name: bytes) -> list[bytes]:
        """Every value of the fields with this (lower-case) name, in order."""
        return self.by_name.get(name, [])

    def members(self, name: bytes) -> list[bytes]:
        """The members of a field that is a comma-separated list (RFC 9110 §5.6.1), in lower case."""
        return [member.strip(b" \t").lower() for value in self.values(name) for member in value.split(b",")]


class HeadScanner:
    """Scans one head in a buffer that grows; start a new one for each request."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._start = 0
        """Where in the buffer the line begins that is not complete yet."""
        self.skipped = 0
        """Bytes of an empty line before the request line."""
        self.method = b""
        """Known before the rest of the request line is judged: an answer to HEAD has no content, a refusal neither."""
        self.request_line: tuple[bytes, Target, bytes] | None = None
        self._fields = FieldLines(limits)

    def scan(self, buffer: bytearray) -> Head | None:
        """The head at the beginning of `buffer`, or None when more bytes are needed; raises Refusal."""
        while True:
            begins = self.request_line is None
            limit = self._limits.request_line if begins else self._fields.room
            line = take_line(buffer, self._start, limit, rules.TARGET_TOO_LONG if begins else rules.HEAD_TOO_LARGE)
            if line is None:
                return None
            self._start += len(line) + 2
            if self.request_line is None:
                self._request_line(line)
            elif line:
                self._fields.add(line)
            else:
                return self._head(*self.request_line)

    def _request_line(self, line: bytes) -> None:
        # RFC 9112 §2.2: "a server that is expecting to receive and parse a request-line SHOULD ignore at least one
        # empty line (CRLF) received prior to the request-line."
        if not line and not self.skipped:
            self.skipped = 2
            return
        match = _REQUEST_LINE.fullmatch(line)
        if match is None:
            raise Refusal(rules.REQUEST_LINE, line)
        method, target, major, minor = match.groups()
        self.method = method
        if major != b"1":
            raise Refusal(rules.VERSION, b"HTTP/%s.%s" % (major, minor))
        if method == b"CONNECT":
            raise Refusal(rules.METHOD, method)
        self.request_line = method, parse_target(method, target), b"1.0" if minor == b"0" else b"1.1"

    def _head(self, method: bytes, target: Target, version: bytes) -> Head:
        fields, by_name = self._fields.fields, self._fields.by_name
        hosts = by_name.get(b"host", [])
        if len(hosts) > 1 or (not hosts and version == b"1.1"):
            raise Refusal(rules.HOST, b", ".join(hosts))
        if target.authority is not None:
            # RFC 9112 §3.2.2: "the origin server MUST ignore the received Host header field (if any) and instead use
            # the host information of the request-target."
            fields = [(b"host", target.authority), *(field for field in fields if field[0] != b"host")]
            by_name[b"host"] = [target.authority]
        elif hosts:
            parse_host(hosts[0])
        length = _length(by_name, version, self._limits)
        expects = _expects_continue(by_name, version, length)
        return Head(method, target, version, fields, by_name, length, expects, self._start - self.skipped)


class FieldLines:
    """Collects field lines, of a head or of a trailer section, within the limits of both."""

    def __init__(self, limits: Limits) -> None:
        self.fields: list[Field] = []
        self.by_name: dict[bytes, list[bytes]] = {}
        self.room = limits.header_size
        """Bytes that the lines to come may still have."""
        self._count = limits.header_count

    def add(self, line: bytes) -> None:
        """Take one line, without its CRLF."""
        match = _FIELD_LINE.fullmatch(line)
        if match is None:
            raise Refusal(self._broken_rule(line), line)
        if len(self.fields) == self._count:
            raise Refusal(rules.HEAD_TOO_LARGE, f"more than {self._count} fields")
        self.room -= len(line) + 2
        name, value = match[1].lower(), match[2].rstrip(b" \t")
        self.fields.append((name, value))
        self.by_name.setdefault(name, []).append(value)

    def _broken_rule(self, line: bytes) -> rules.Rule:
        name, colon, _ = line.partition(b":")
        if line[:1] in (b" ", b"\t"):
            return rules.OBS_FOLD if self.fields else rules.SPACE_BEFORE_FIRST_FIELD
        if colon and _NAME.fullmatch(name):
            return rules.FIELD_VALUE
        if colon and _NAME.fullmatch(name.rstrip(b" \t")):
            return rules.SPACE_BEFORE_COLON
        return rules.FIELD_LINE


def take_line(buffer: bytearray, start: int, limit: int, too_long: rules.Rule) -> bytes | None:
    """The line that begins at `start`, without its CRLF; None while its LF has not arrived; raises Refusal."""
    end = buffer.find(b"\n", start)
    if (len(buffer) if end < 0 else end + 1) - start > limit:
        raise Refusal(too_long, f"more than {limit} bytes")
    if end < 0:
        return None
    line, cr, rest = bytes(buffer[start:end]).partition(b"\r")
    if rest or not cr:
        raise Refusal(rules.BARE_CR if rest.endswith(b"\r") else rules.BARE_LF, line + cr + rest)
    return line


def _length(by_name: dict[bytes, list[bytes]], version: bytes, limits: Limits) -> int | None:
    """The body's length by RFC 9112 §6.3, in its strictest reading; None for chunked."""
    codings = by_name.get(b"transfer-encoding")
    lengths = by_name.get(b"content-length")
    if codings:
        _check_codings(b", ".join(codings), version, lengths is not None)
        return None
    if lengths is None:
        # RFC 9112 §6.3: "If this is a request message and none of the above are true, then the message body length is
        # zero (no message body is present)."
        return 0
    if len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]):
        raise Refusal(rules.CONTENT_LENGTH, b", ".join(lengths))
    length = int(lengths[0])
    if length > limits.body:
        raise Refusal(rules.BODY_TOO_LARGE, f"{length} bytes, where {limits.body} are allowed")
    return length


def _check_codings(value: bytes, version: bytes, has_length: bool) -> None:
    if version == b"1.0":
        raise Refusal(rules.CODING_IN_1_0, value)
    if has_length:
        raise Refusal(rules.LENGTH_AND_CODING, value)
    *others, last = (coding.strip(b" \t").lower() for coding in value.split(b","))
    # RFC 9112 §6.1: "A sender MUST NOT apply the chunked transfer coding more than once to a message body".
    if last != b"chunked" or b"chunked" in others:
        raise Refusal(rules.CHUNKED_NOT_FINAL, value)
    if others:
        raise Refusal(rules.CODING_UNKNOWN, value)


def _expects_continue(by_name: dict[bytes, list[bytes]], version: bytes, length: int | None) -> bool:
    # RFC 9110 §10.1.1: "A server that receives a 100-continue expectation in an HTTP/1.0 request MUST ignore that
    # expectation."
    expectations = by_name.get(b"expect")
    if expectations is None or version == b"1.0":
        return False
    value = b", ".join(expectations)
    if value.lower() != b"100-continue":
        raise Refusal(rules.EXPECTATION, value)
    # "A server MAY omit sending a 100 (Continue) response … if the framing indicates that there is no content."
    return length != 0
