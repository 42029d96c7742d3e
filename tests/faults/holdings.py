"""What a process holds, as the kernel tells it: descriptors, threads, memory. Linux alone has /proc."""

from pathlib import Path
from typing import NamedTuple


class Holdings(NamedTuple):
    """To be compared before and after."""

    descriptors: tuple[str, ...]
    """What each open descriptor leads to: `0 /dev/null`, `3 socket:`; a socket's inode is left out."""
    threads: int
    tasks: int
    """Of the event loop, as the application counts them; 1 in the WSGI lane."""


def of(pid: int, tasks: int) -> Holdings:
    """What the process holds now."""
    return Holdings(descriptors(pid), threads(pid), tasks)


def descriptors(pid: int) -> tuple[str, ...]:
    """The open descriptors, without the inodes, which differ from one socket to the next."""
    found = []
    for entry in sorted(Path(f"/proc/{pid}/fd").iterdir(), key=lambda entry: int(entry.name)):
        try:
            found.append(f"{entry.name} {str(entry.readlink()).partition('[')[0]}")
        except FileNotFoundError:
            continue  # It was closed meanwhile.
    return tuple(found)


def threads(pid: int) -> int:
    """How many threads it has."""
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def memory(pid: int) -> int:
    """Bytes of memory that are resident."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024
