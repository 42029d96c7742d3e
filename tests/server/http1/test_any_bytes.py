"""Any bytes, whole and in pieces: the same requests, the same refusal, and never another exception."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.server.http1.reading import read

METHODS = st.sampled_from([b"GET", b"POST", b"HEAD", b"OPTIONS", b"get", b"G(T", b""])
TARGETS = st.sampled_from([b"/", b"/a?b", b"*", b"foo", b"http://h/p", b"/%zz", b"/[", b"", b"/a b"])
VERSIONS = st.sampled_from([b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2.0", b"HTTP/1.9", b"http/1.1", b""])
FIELDS = st.sampled_from(
    [
        b"Host: a",
        b"Host: a b",
        b"Content-Length: 3",
        b"Content-Length: +3",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding: gzip, chunked",
        b"Expect: 100-continue",
        b"Connection: close",
        b"Upgrade: websocket",
        b"X: \x00",
        b" folded",
        b"X : y",
        b"X:",
        b"",
    ]
)
ENDS = st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r", b"\r\r\n"])
BODIES = st.sampled_from(
    [b"", b"abc", b"3\r\nabc\r\n0\r\n\r\n", b"3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n", b"0x3\r\nabc\r\n", b"3\r\nabcd"]
)


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """Something like a request, right and wrong in all the ways that matter."""
    lines = [b" ".join([draw(METHODS), draw(TARGETS), draw(VERSIONS)]), *draw(st.lists(FIELDS, max_size=4)), b""]
    return b"".join(line + draw(ENDS) for line in lines) + draw(BODIES)


STREAMS = st.one_of(st.binary(max_size=200), st.lists(requests(), min_size=1, max_size=3).map(b"".join))


@given(STREAMS, st.lists(st.integers(0, 400)), st.booleans())
def test_the_cut_does_not_matter(data: bytes, cuts: list[int], end: bool) -> None:
    places = [0, *sorted(cut for cut in cuts if 0 < cut < len(data)), len(data)]
    pieces = [data[start:stop] for start, stop in pairwise(places) if start < stop]
    assert read(pieces, end=end) == read([data] if data else [], end=end)


@given(STREAMS)
def test_byte_by_byte(data: bytes) -> None:
    assert read([data[index : index + 1] for index in range(len(data))]) == read([data] if data else [])
