"""The mutation fuzzer: seed requests that are valid, changed at random; the same number always gives the same bytes."""

from collections.abc import Callable
from random import Random

CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
HANDSHAKE = (
    b"GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
"""What makes a WebSocket of the connection in the ASGI lane; the WSGI lane answers as if it were any GET."""
SEEDS = (
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /a/b%20c?q=1&r=%41 HTTP/1.1\r\nHost: a.example:80\r\nAccept: */*\r\nX-Empty:\r\n\r\n",
    b"HEAD http://b.example/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: [::1]:8000\r\n\r\n",
    b"GET / HTTP/1.0\r\n\r\n",
    b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    b"PUT /big HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n" + b"0123456789" * 60,
    CHUNKED + b'\r\n5\r\nhello\r\n6;x="y\\"z"\r\n world\r\n0\r\n\r\n',
    CHUNKED + b"Trailer: X\r\n\r\n1\r\na\r\n0\r\nX-T: 1\r\nX-U: 2\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
    HANDSHAKE,
    HANDSHAKE + b"\x81\x85\0\0\0\0hello\x89\x80\0\0\0\0\x88\x82\0\0\0\0\x03\xe8",
    HANDSHAKE + b"\x01\x82\0\0\0\0he\x80\x83\0\0\0\0llo\x82\xfe\x00\xc8\0\0\0\0" + b"\xe2\x82\xac\xff" * 50,
    HANDSHAKE.replace(b"\r\n\r\n", b"\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
    + b"\xc1\x87\0\0\0\0\xf2\x48\xcd\xc9\xc9\x07\0\x88\x80\0\0\0\0",
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"v" * 40) for n in range(10)) + b"\r\n",
)
_WORDS = (
    b"\r\n", b"\n", b"\r", b"\r\n\r\n", b" ", b"\t", b":", b";", b",", b"\x00", b"\x1b[31m", b"\x7f", b"\x80",
    b"\xff", b"%", b"%00", b"%zz", b"*", b"//", b"..", b"#", b"?", b"@", b"[", b"]", b'"', b"\\", b"=", b"HTTP/1.1",
    b"HTTP/1.0", b"HTTP/2.0", b"HTTP/0.9", b"HTTP/1.9", b"http/1.1", b"GET", b"CONNECT", b"HEAD ", b"PRI * HTTP/2.0",
)  # fmt: skip
_LINES = (
    b"Host: a", b"Host: a b", b"Host:", b"host: b", b" folded", b"\tfolded", b"X : y", b": y", b"X",
    b"Content-Length: 0", b"Content-Length: 5", b"Content-Length: +5", b"Content-Length: 5, 5",
    b"Content-Length: 99999999999999999999", b"Content-Length: 0x5", b"Content-Length: -1",
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: identity",
    b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding: \x0bchunked", b"Transfer_Encoding: chunked",
    b"Connection: close", b"Connection: keep-alive", b"Expect: 100-continue", b"Expect: x", b"Upgrade: h2c",
    b"0\r\n", b"0", b"5\r\nhello", b"-1", b"ffffffffffffffff", b"00000000000000005", b"5 ;a=b", b"0;",
)  # fmt: skip
DICTIONARY = (*_WORDS, *(line + b"\r\n" for line in _LINES))


def bytes_of(seed: str, number: int) -> bytes:
    """The input of this number; every seed has its own endless sequence."""
    random = Random(f"{seed}/{number}")
    data = random.choice(SEEDS)
    while random.random() < 0.25:
        data += random.choice(SEEDS)  # pipelined
    for _ in range(random.randrange(6)):
        data = random.choice(CHANGES)(data, random)
    return data[:20_000]


def _place(data: bytes, random: Random) -> int:
    return random.randrange(len(data) + 1)


def _span(data: bytes, random: Random) -> tuple[int, int]:
    begin = _place(data, random)
    return begin, min(len(data), begin + random.choice((1, 1, 2, 4, 16, 64)))


def flip(data: bytes, random: Random) -> bytes:
    """Turn one bit."""
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def replace(data: bytes, random: Random) -> bytes:
    """Put any byte in the place of another."""
    at = _place(data, random)
    return data[:at] + random.randbytes(1) + data[at + 1 :]


def insert(data: bytes, random: Random) -> bytes:
    """Put a word of the dictionary anywhere."""
    at = _place(data, random)
    return data[:at] + random.choice(DICTIONARY) + data[at:]


def insert_line(data: bytes, random: Random) -> bytes:
    """Put a word of the dictionary where a line begins."""
    begins = [at + 2 for at in range(len(data)) if data.startswith(b"\r\n", at)] or [0]
    at = random.choice(begins)
    return data[:at] + random.choice(DICTIONARY) + data[at:]


def delete(data: bytes, random: Random) -> bytes:
    """Leave some bytes out."""
    begin, end = _span(data, random)
    return data[:begin] + data[end:]


def repeat(data: bytes, random: Random) -> bytes:
    """Say some bytes again, up to beyond every limit."""
    begin, end = _span(data, random)
    return data[:end] + data[begin:end] * random.choice((1, 2, 10, 100)) + data[end:]


def truncate(data: bytes, random: Random) -> bytes:
    """Stop anywhere."""
    return data[: _place(data, random)]


def splice(data: bytes, random: Random) -> bytes:
    """Go on with the rest of another request."""
    other = random.choice(SEEDS)
    return data[: _place(data, random)] + other[_place(other, random) :]


def swap_case(data: bytes, random: Random) -> bytes:
    """Write some letters in the other case."""
    begin, end = _span(data, random)
    return data[:begin] + data[begin:end].swapcase() + data[end:]


def renumber(data: bytes, random: Random) -> bytes:
    """Change a digit, and so a length, a version or a port."""
    digits = [at for at, byte in enumerate(data) if byte in b"0123456789"]
    if not digits:
        return data
    at = random.choice(digits)
    return data[:at] + b"%d" % random.randrange(10) + data[at + 1 :]


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    flip, replace, insert, insert, insert_line, insert_line, delete, repeat, truncate, splice, swap_case, renumber,
)  # fmt: skip
