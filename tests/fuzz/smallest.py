"""The smallest input that still fails: parts are left out for as long as what is left fails (delta debugging)."""

from collections.abc import Callable


def smallest(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """An input of which no single byte can be left out; `data` itself fails."""
    size = max(len(data) // 2, 1)
    while size:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            if fails(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data
