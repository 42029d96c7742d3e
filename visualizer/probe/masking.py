"""Keeping secrets out of a recording: what may be one is replaced before the event is written, lengths stay right.

Masked are the values of cookie and authorization headers wherever they stand (environ, scope, messages, a parsed head,
raw bytes), values whose name says password, token or secret, and SQL parameters. VISUALIZER_SECRETS=show turns it off.
"""

import os
import re
from functools import lru_cache
from typing import Any, Dict, Match, Optional, Tuple, Union

from visualizer.vocabulary.kept import Cut, Described, Map
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
_CONNECTIONS_LIMIT = 256
_tails: "Dict[Tuple[int, str], bytes]" = {}


def mask(stage: str, name: str, data: Dict[str, Any], identity: Optional[Tuple[int, Optional[int]]]) -> Dict[str, Any]:
    """An event's data, as it was kept, with every secret replaced; to be called in the order of the events."""
    if not data:
        return data
    if stage == "socket":
        return {key: _stream(name, value, identity) if key == "bytes" else value for key, value in data.items()}
    if name.startswith("SQL "):
        data = {key: _all(value) if key == "params" else value for key, value in data.items()}
    return {key: _named(key, value) for key, value in data.items()}


def _named(name: Any, value: Any) -> Any:
    """The value that stands under `name` in a mapping or a list of pairs."""
    kind = type(value)
    if kind is int or value is None:
        return value
    if _is_secret(name):
        if kind is str or kind is bytes:
            return Masked(len(value))
        if kind is Cut and isinstance(value.value, (str, bytes)):
            return Masked(value.length)
    return _value(value)


def _is_secret(name: Any) -> bool:
    if (type(name) is str or type(name) is bytes) and len(name) <= _SHORT:
        return _is_known_secret(name)
    return isinstance(name, (str, bytes)) and _is_secret_name(name)


def _is_secret_name(name: Union[str, bytes]) -> bool:
    return _NAME.search(name.decode("latin-1") if isinstance(name, bytes) else name) is not None


_is_known_secret = lru_cache(maxsize=1024)(_is_secret_name)
"""Most names come with every request; the answer for a short one is kept."""


def _value(value: Any) -> Any:
    kind = type(value)
    if kind is bytes or kind is str:
        return _known_characters(value) if len(value) <= _SHORT else _characters(value)
    if kind is dict:
        return {key: _named(key, item) for key, item in value.items()}
    if kind is Map:
        return Map([(key, _named(key, item)) for key, item in value.pairs])
    if kind is list or kind is tuple:
        if len(value) == 2 and isinstance(value[0], (str, bytes)):
            return kind((value[0], _named(value[0], value[1])))
        return kind([_value(item) for item in value])
    if kind is Cut:
        return Cut(_value(value.value), value.length)
    if kind is Described and value.items is not None:  # It is shown by its repr(), which nobody has looked through.
        return Masked(value.items)
    return value


def _all(value: Any) -> Any:
    """Everything in it is a secret: the shape stays, the values go."""
    if type(value) is dict:
        return {key: _all(item) for key, item in value.items()}
    if type(value) is Map:
        return Map([(key, _all(item)) for key, item in value.pairs])
    if type(value) in (list, tuple):
        return [_all(item) for item in value]
    if type(value) is Cut:
        inner = _all(value.value)
        return Masked(value.length) if type(inner) is Masked else Cut(inner, value.length)
    if type(value) is Described:
        return Masked(value.length)
    return Masked(len(value if isinstance(value, (str, bytes)) else str(value)))


def _characters(value: Any) -> Any:
    """The text or bytes with each character of a secret replaced."""
    if not _mentions_secret(value):
        return value
    return _TEXT.sub(_stars, value) if isinstance(value, str) else _BYTES.sub(_stars, value)


_known_characters = lru_cache(maxsize=1024)(_characters)


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
    if type(data) is Cut:
        return Cut(_stream(name, data.value, identity), data.length)
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
    masked: bytes = _value(seen)
    return masked[len(before) :]
