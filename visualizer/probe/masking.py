"""Keeping secrets out of a recording: what may be one is replaced before the event is made, lengths stay right.

Masked are the values of cookie and authorization headers wherever they stand (environ, scope, messages, a parsed head,
raw bytes), values whose name says password, token or secret, and SQL parameters. VISUALIZER_SECRETS=show turns it off.
"""

import os
import re
from functools import lru_cache
from typing import Any, Dict, Match, Optional, Tuple, Union

from visualizer.vocabulary.limits import BYTES_LIMIT, DEPTH_LIMIT, ITEMS_LIMIT
from visualizer.vocabulary.link import ENVIRONMENT
from visualizer.vocabulary.values import Masked

on: bool = os.environ.get(ENVIRONMENT["secrets"]) != "show"

_NAME = re.compile(
    r"(?:^|http_|[^a-z])(?:cookie|set-cookie|(?:proxy-)?authorization)$|passw|token|secret|api[-_]?key|sessionid",
    re.IGNORECASE,
)
_HEADER = r"^(?:set-cookie|cookie|(?:proxy-)?authorization)[ \t]*:[ \t]*([^\r\n]+)"
_FIELD = r"(?:passw|token|secret|api[-_]?key|sessionid)[\w.\-]{0,64}[\"']?[ \t]*[=:][ \t]*[\"']?([^&\s\"';,}<>]+)"
_TEXT = re.compile("(?:%s)|(?:%s)" % (_HEADER, _FIELD), re.IGNORECASE | re.MULTILINE)
_BYTES = re.compile(_TEXT.pattern.encode("ascii"), re.IGNORECASE | re.MULTILINE)

_WORDS = ("cookie", "authorization", "passw", "token", "secret", "key", "sessionid")
"""Each secret stands behind one of these; to look for a word costs a tenth of what looking for a pattern does."""
_WORDS_AS_BYTES = tuple(word.encode("ascii") for word in _WORDS)
_SHORT = 100

_TAIL_LIMIT = 16_384  # An unfinished line longer than this is no header that any server takes.
_KEPT = BYTES_LIMIT + _TAIL_LIMIT
_CONNECTIONS_LIMIT = 256
_tails: "Dict[Tuple[int, str], bytes]" = {}


def mask(stage: str, name: str, data: Dict[str, Any], identity: Optional[Tuple[int, Optional[int]]]) -> Dict[str, Any]:
    """The event's data with every secret replaced; a copy where anything had to be."""
    if stage == "socket":
        return {key: _stream(name, value, identity) if key == "bytes" else value for key, value in data.items()}
    if name.startswith("SQL "):
        data = {key: _all(value) if key == "params" else value for key, value in data.items()}
    return {key: _named(key, value) for key, value in data.items()}


def _named(name: Any, value: Any, depth: int = 0) -> Any:
    """The value that stands under `name` in a mapping or a list of pairs."""
    if isinstance(value, (str, bytes)) and _is_secret(name):
        return Masked(len(value))
    return _value(value, depth)


def _is_secret(name: Any) -> bool:
    if (type(name) is str or type(name) is bytes) and len(name) <= _SHORT:
        return _is_known_secret(name)
    return isinstance(name, (str, bytes)) and _is_secret_name(name)


def _is_secret_name(name: Union[str, bytes]) -> bool:
    return _NAME.search(name.decode("latin-1") if isinstance(name, bytes) else name) is not None


_is_known_secret = lru_cache(maxsize=1024)(_is_secret_name)
"""Most names come with every request; the answer for a short one is kept."""


def _value(value: Any, depth: int = 0) -> Any:
    kind = type(value)
    if kind is bytes or kind is str:
        return _characters(value)
    if kind not in (dict, list, tuple):
        return value
    if depth >= DEPTH_LIMIT:  # What lies deeper would be kept as its repr(), which nobody has looked through.
        return Masked(len(value))
    if kind is dict:
        return {key: _named(key, item, depth + 1) for key, item in list(value.items())}
    if len(value) == 2 and isinstance(value[0], (str, bytes)):
        return kind((value[0], _named(value[0], value[1], depth + 1)))
    kept = [_value(item, depth + 1) for item in value[:ITEMS_LIMIT]]
    return kind(kept + list(value[ITEMS_LIMIT:]))


def _all(value: Any) -> Any:
    """Everything in it is a secret: the shape stays, the values go."""
    if isinstance(value, dict):
        return {key: _all(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_all(item) for item in value]
    return Masked(len(value if isinstance(value, (str, bytes)) else str(value)))


def _characters(value: Any) -> Any:
    """The text or bytes with each character of a secret replaced, as far as an event keeps them."""
    head, rest = value[:_KEPT], value[_KEPT:]
    if not _mentions_secret(head):
        return value
    return (_TEXT.sub(_stars, head) if isinstance(head, str) else _BYTES.sub(_stars, head)) + rest


def _mentions_secret(value: Union[str, bytes]) -> bool:
    """Whether the pattern can match; beyond ASCII it alone knows what is the same letter in the other case."""
    if isinstance(value, bytes):
        low = value.lower()
        return any(word in low for word in _WORDS_AS_BYTES)
    if not value.isascii():
        return True
    text = value.lower()
    return (":" in text or "=" in text) and any(word in text for word in _WORDS)


def _stars(match: "Match[Any]") -> Any:
    whole = match.group()
    star = "*" if isinstance(whole, str) else b"*"
    first, last = match.span(1) if match.group(1) is not None else match.span(2)
    return whole[: first - match.start()] + star * (last - first) + whole[last - match.start() :]


def _stream(name: str, data: Any, identity: Optional[Tuple[int, Optional[int]]]) -> Any:
    """A piece of a byte stream: a secret that began in the piece before is masked to its end.

    The unfinished line of the piece before is put in front, and its length taken off again.
    """
    if identity is None or not isinstance(data, bytes):
        return _value(data)
    key = (identity[0], name)
    before = _tails.pop(key, b"")
    seen = before + data
    line = seen[seen.rfind(b"\n") + 1 :]
    if line and len(line) <= _TAIL_LIMIT:
        while len(_tails) >= _CONNECTIONS_LIMIT:
            _tails.pop(next(iter(_tails)))
        _tails[key] = line
    masked: bytes = _characters(seen)
    return masked[len(before) :]
