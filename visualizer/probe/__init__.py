"""What watches a lane from within: emit, the outer wrappers, Django's instrumentation, holds.

Standard library alone, Python 3.9 and newer: it runs inside other people's servers. Nothing here ever raises into the
application, and nothing that it does changes a byte on the wire.
"""

import atexit
import os
import sys

from visualizer.probe import emit, hold, settings
from visualizer.probe.buffer import Buffer
from visualizer.probe.recording import Recording
from visualizer.probe.stream import Stream
from visualizer.vocabulary.link import ENVIRONMENT

__all__ = ["record", "start"]


def start() -> bool:
    """Report to the program that the environment names (vocabulary.link.ENVIRONMENT), and instrument Django.

    To be called before the application is imported. Returns whether anybody listens; without a program nothing happens,
    and with one that does not answer a line on stderr says so.
    """
    try:
        found = settings.read(os.environ)
        if found is None:
            return False
        _attach_link(found)
    except (OSError, ValueError) as error:
        sys.stderr.write("visualizer: nothing is reported: %s\n" % error)
        return False
    return True


def record(path: "os.PathLike[str] | str", lane: "str | None" = None) -> None:
    """Write a trace file from now on, gzipped where its name ends in .gz, and instrument Django.

    To be called before the application is imported. OSError if the file cannot be written.
    """
    name = lane or os.environ.get(ENVIRONMENT["lane"], "lane")
    _attach(Buffer(Recording(path, name)))


def _attach_link(found: settings.Settings) -> None:
    from visualizer.probe.link import Link  # only where a program listens

    link = Link(found)
    hold.settings = found
    buffer = Buffer(Stream(found.lane, link))
    link.answer = buffer.ping
    _attach(buffer)


def _attach(buffer: Buffer) -> None:
    from visualizer.probe import django

    emit.attach(buffer)
    atexit.register(emit.detach)
    django.install()
