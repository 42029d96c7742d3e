"""The request target and the host, by RFC 9112 §3.2 and the grammar of RFC 3986; what does not fit it is refused."""

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from visualizer.server.http1 import rules
from visualizer.server.http1.rules import Refusal

_PATH = rb"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*"
_QUERY = rb"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*"
_PATH_AND_QUERY = rb"(?P<path>/%s)(?:\?(?P<query>%s))?" % (_PATH, _QUERY)
_REG_NAME = rb"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_IP_LITERAL = rb"\[(?:[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+)\]"

_ORIGIN = re.compile(_PATH_AND_QUERY)
_ABSOLUTE = re.compile(
    rb"(?i:https?)://(?P<authority>(?:%s|%s+)(?::[0-9]*)?)(?:%s|(?:\?(?P<only_query>%s))?)"
    % (_IP_LITERAL, _REG_NAME, _PATH_AND_QUERY, _QUERY)
)
_HOST = re.compile(rb"(?:%s|%s*)(?::[0-9]*)?" % (_IP_LITERAL, _REG_NAME))


class Target(NamedTuple):
    """What the client asks for."""

    raw: bytes
    """As it stands in the request line."""
    path: bytes
    """The path, still percent-encoded; `*` for a request that is about the server itself."""
    query: bytes
    """What follows the `?`, as it was sent."""
    authority: bytes | None
    """The host that an absolute-form target names, which then counts instead of the Host field."""

    @property
    def decoded(self) -> bytes:
        """The path with its percent-escapes decoded."""
        return unquote_to_bytes(self.path) if b"%" in self.path else self.path


def parse_target(method: bytes, raw: bytes) -> Target:
    """The target in origin-form (`/path?query`), absolute-form (`http://host/path`) or asterisk-form (`OPTIONS *`).

    The authority-form belongs to CONNECT, which an origin server does not serve.
    """
    if match := _ORIGIN.fullmatch(raw):
        return Target(raw, match["path"], match["query"] or b"", None)
    # RFC 9112 §3.2.4: "The "asterisk-form" of request-target is only used for a server-wide OPTIONS request".
    if raw == b"*" and method == b"OPTIONS":
        return Target(raw, raw, b"", None)
    # RFC 9112 §3.2.2: "A server MUST accept the absolute-form in requests even though most HTTP/1.1 clients will only
    # send the absolute-form to a proxy."
    if match := _ABSOLUTE.fullmatch(raw):
        query = match["query"] or match["only_query"] or b""
        # RFC 9112 §3.2.4: an OPTIONS request "with an absolute-form of request-target in which the URI has an empty
        # path and no query component" is what a proxy sends as `OPTIONS *`.
        empty = b"*" if method == b"OPTIONS" and match["only_query"] is None else b"/"
        return Target(raw, match["path"] or empty, query, match["authority"])
    raise Refusal(rules.TARGET_FORM, raw)


def parse_host(value: bytes) -> None:
    """Refuse a Host that is not `uri-host [ ":" port ]` (RFC 9110 §7.2); an empty one is permitted."""
    if not _HOST.fullmatch(value):
        raise Refusal(rules.HOST, value)
