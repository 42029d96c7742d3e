"""A supervised process as the program sees it."""

import asyncio
import os
import signal
import sys
from typing import cast

from tests.lab.conftest import Site
from visualizer.lab.child import OUTPUT_LIMIT, Child, Exit


async def start(site: Site, code: str) -> Child:
    environment = {**os.environ, "SITE_MARK": site.mark}
    return await Child.start([sys.executable, "-c", code], environment, lambda words: None)


async def test_its_end_is_told(site: Site) -> None:
    ended = await (await start(site, "import sys; print('one'); print('two', file=sys.stderr); sys.exit(4)")).ended

    assert ended == Exit(4, None, "one\ntwo\n")
    assert str(ended) == "ended with status 4"


async def test_the_signal_that_ended_it_is_told(site: Site) -> None:
    ended = await (await start(site, "import os; os.abort()")).ended

    assert (ended.status, ended.signal) == (None, "SIGABRT")
    assert str(ended) == "was ended by SIGABRT"


async def test_only_its_last_words_are_kept(site: Site) -> None:
    ended = await (await start(site, "print('x' * 1_000_000 + 'end')")).ended

    assert len(ended.output) == OUTPUT_LIMIT
    assert ended.output.endswith("xend\n")


async def test_words_that_are_no_text_are_kept_as_far_as_can_be(site: Site) -> None:
    ended = await (await start(site, "import os; os.write(2, b'\\xff\\x1b')")).ended

    assert ended.output == "\ufffd\x1b"


async def test_it_can_be_stopped_twice(site: Site) -> None:
    child = await start(site, "import signal; signal.pause()")

    assert await child.stop() == await child.stop()
    assert site.processes() == []


class Gone:
    """The transport of a supervisor that was killed before it said which process it keeps."""

    def get_returncode(self) -> int:
        return -signal.SIGKILL

    def close(self) -> None:
        pass


async def test_the_folder_of_a_supervisor_that_was_killed_at_once_is_removed(site: Site) -> None:
    child = Child(lambda words: None)
    folder = site.temporary / child._folder.name
    folder.mkdir()
    child.connection_made(cast(asyncio.SubprocessTransport, Gone()))
    child.process_exited()
    child.connection_lost(None)

    assert (await child.ended).signal == "SIGKILL"
    assert not folder.exists()
