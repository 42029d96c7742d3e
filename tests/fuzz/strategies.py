"""Hypothesis's requests: valid ones with all that they may have, and bytes that look like requests and are none."""

from hypothesis import strategies as st

from tests.fuzz.mutate import DICTIONARY
from tests.fuzz.requests import Request

_TOKEN_BYTES = b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
_VALUE_BYTES = bytes([9, *range(32, 127), *range(128, 256)])
_FRAMING = (b"host", b"content-length", b"transfer-encoding", b"expect", b"connection", b"upgrade")


def _of(alphabet: bytes, least: int, most: int) -> st.SearchStrategy[bytes]:
    return st.lists(st.sampled_from(alphabet), min_size=least, max_size=most).map(bytes)


names = _of(_TOKEN_BYTES, 1, 12).filter(lambda name: name not in _FRAMING)
values = _of(_VALUE_BYTES, 0, 30).map(lambda value: value.strip(b" \t"))
fields = st.lists(st.tuples(names, values), max_size=8).map(tuple)
methods = st.sampled_from((b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"BREW", b"g"))
targets = _of(b"abcXYZ019-._~!$&'()*+,;=:@/", 0, 40).map(lambda path: b"/" + path)


@st.composite
def requests(draw: st.DrawFn) -> tuple[Request, bytes]:
    """A valid request and its bytes, framed in any way that HTTP/1.1 knows."""
    method, target = draw(methods), draw(targets)
    body = draw(st.binary(max_size=300))
    trailers: tuple[tuple[bytes, bytes], ...] = ()
    if draw(st.booleans()):
        trailers = draw(fields)
        framing = (b"transfer-encoding", b"chunked")
        content = _chunked(draw, body, trailers)
    else:
        framing, content = (b"content-length", b"%d" % len(body)), body
    all_fields = ((b"host", b"a"), *draw(fields), framing)
    head = b"%s %s HTTP/1.1\r\n%s\r\n" % (method, target, _lines(all_fields))
    return Request(method, target, b"1.1", all_fields, body, trailers), head + content


def _lines(pairs: tuple[tuple[bytes, bytes], ...]) -> bytes:
    return b"".join(b"%s: %s\r\n" % pair for pair in pairs)


def _chunked(draw: st.DrawFn, body: bytes, trailers: tuple[tuple[bytes, bytes], ...]) -> bytes:
    content, at = b"", 0
    while at < len(body):
        size = draw(st.integers(1, len(body) - at))
        content += b"%x\r\n%s\r\n" % (size, body[at : at + size])
        at += size
    return content + b"0\r\n" + _lines(trailers) + b"\r\n"


anything = st.binary(max_size=200)
"""Bytes that know nothing of HTTP."""

words = st.lists(st.one_of(st.sampled_from(DICTIONARY), st.binary(max_size=4)), max_size=20).map(b"".join)
"""Bytes that know its words and not its order."""

numbers = st.integers(0, 10**9)
"""Of the mutation fuzzer's inputs."""
