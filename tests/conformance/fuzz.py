"""`python -m tests.conformance.fuzz --inputs 1000000`: mutated bytes against the protocol core, or against any server.

The invariant: every input gets a well-formed answer or a clean close, the application sees only valid requests, however
the bytes are cut, and the server lives.
"""

import argparse
import random
import re
import socket
import sys
from collections.abc import Callable
from functools import partial
from time import monotonic

from tests.conformance.cases import ALL
from tests.conformance.reader import Reader
from tests.conformance.servers import APPLICATIONS
from tests.server.http1.reading import read
from visualizer.server.http1.head import TOKEN

SEEDS = [
    data for case in ALL if 0 < len(data := b"".join(step for step in case.send if isinstance(step, bytes))) < 2000
]
WORDS = [
    b"\r\n", b"\n", b"\r", b"\x00", b" ", b"\t", b":", b",", b";", b"0", b"-1", b"%", b"\xff", b"HTTP/1.1", b"HTTP/1.0",
    b"Host: a\r\n", b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Expect: 100-continue\r\n",
    b"Connection: close\r\n", b"Upgrade: websocket\r\n", b"0\r\n\r\n", b"3\r\nabc\r\n", b"GET / HTTP/1.1\r\n",
]  # fmt: skip
_TOKEN = re.compile(TOKEN)
_VALUE = re.compile(rb"[\t \x21-\x7e\x80-\xff]*")
_TARGET = re.compile(rb"[\x21-\x7e]+")


def mutate(chance: random.Random) -> bytes:
    """One or two of the suite's requests, changed in one to six places."""
    data = bytearray(b"".join(chance.choices(SEEDS, k=chance.choice((1, 1, 2)))))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        span = slice(at, at + chance.choice((0, 1, 1, 2, 8)))
        match chance.randrange(5):
            case 0:
                data[at:at] = chance.choice(WORDS)
            case 1:
                data[span] = chance.choice(WORDS)
            case 2:
                data[span] = b""
            case 3:
                data[span] = bytes([chance.randrange(256)])
            case _:
                data[at:at] = data[span] * chance.randint(1, 3)
    return bytes(data)


def judge(data: bytes, chance: random.Random) -> str:
    """What is wrong with how the protocol core takes the input; empty when nothing is."""
    places = sorted(chance.choices(range(len(data) + 1), k=3))
    cut = [data[start:stop] for start, stop in zip([0, *places], [*places, len(data)], strict=True) if start < stop]
    whole = read([data] if data else [], end=True)
    if read(cut, end=True) != whole:
        return f"cut at {places} it is not the same"
    for one in whole.requests:
        sound = (
            _TOKEN.fullmatch(one.method)
            and _TARGET.fullmatch(one.target)
            and one.version in (b"1.0", b"1.1")
            and all(_TOKEN.fullmatch(name) and _VALUE.fullmatch(value) for name, value in [*one.fields, *one.trailers])
        )
        if not sound:
            return f"the application would see {one}"
    return ""


def provoke(address: tuple[str, int], data: bytes) -> str:
    """What is wrong with how a server takes the input."""
    reader = Reader(("HEAD",) if data.lstrip(b"\r\n").startswith(b"HEAD ") else ())
    with socket.create_connection(address, timeout=10) as sock:
        try:
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
            while piece := sock.recv(65536):
                reader.feed(piece)
        except TimeoutError:
            return "no answer and no end"
        except OSError:
            return ""
    reader.ended("closed")
    return reader.talk.malformed if b"HEAD" not in data else ""


def _provoke(address: tuple[str, int], data: bytes, _: random.Random) -> str:
    return provoke(address, data)


def run(inputs: int, seed: int, wrong: Callable[[bytes, random.Random], str]) -> str:
    """Try so many inputs; the first that breaks the invariant, and how to have it again."""
    chance = random.Random(seed)
    for number in range(inputs):
        data = mutate(chance)
        problem = wrong(data, chance)
        if problem:
            return f"input {number} of seed {seed}: {problem}\n{data!r}"
    return ""


def main() -> int:
    """Run and say how it went; the exit status is 1 when the invariant is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    for lane, application in APPLICATIONS.items():
        parser.add_argument(f"--{lane}", metavar="HOST:PORT", help=f"a server of {application}")
    given = parser.parse_args()
    started = monotonic()
    wrong: dict[str, Callable[[bytes, random.Random], str]] = {}
    for lane in APPLICATIONS:
        if getattr(given, lane):
            host, _, port = getattr(given, lane).rpartition(":")
            wrong[lane] = partial(_provoke, (host, int(port)))
    for name, how in (wrong or {"core": judge}).items():
        problem = run(given.inputs, given.seed, how)
        print(
            problem
            or f"{name}: {given.inputs} inputs of seed {given.seed}, {monotonic() - started:.0f} s: the invariant holds"
        )
        if problem:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
