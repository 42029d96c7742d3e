import asyncio
import os
import subprocess
import sys
import threading
from typing import Any

import pytest

from visualizer.probe import emit, masking
from visualizer.probe.memory import Memory
from visualizer.vocabulary.format import FIELDS


def named(event: Any) -> dict[str, Any]:
    return dict(zip(FIELDS, event, strict=True))


def test_nothing_happens_while_nobody_listens() -> None:
    assert not emit.on
    assert emit.point("socket", "recv", size=1) is None


def test_an_event_has_the_fields_of_the_vocabulary(memory: Memory) -> None:
    emit.identity.set((50312, 1))
    emit.enter("parse", "head", size=78)
    emit.leave("parse", "head", outcome="raised", message="no")
    emit.point("socket", "recv", bytes=b"GET")
    first, second, third = map(named, memory.events)
    assert (first["stage"], first["name"], first["phase"], first["outcome"]) == ("parse", "head", "enter", None)
    assert (first["connection"], first["exchange"], first["lane"], first["observer"]) == (50312, 1, None, "probe")
    assert first["place"] == [os.getpid(), threading.current_thread().name, None]
    assert (second["phase"], second["outcome"], second["data"]) == ("exit", "raised", {"message": "no"})
    assert named(emit.ahead("socket", "send"))["source"][0] == "after"
    assert third["data"] == {"bytes": ["bytes", "GET"]}
    assert [event["source"][0] for event in (first, second, third)] == ["after", "before", "before"]
    assert first["source"][1:] == (__file__, second["source"][2] - 1, __name__)
    assert first["time"] <= second["time"] <= third["time"]


def test_seq_counts_without_a_gap_over_threads(memory: Memory) -> None:
    def work() -> None:
        for _ in range(200):
            emit.point("lane", "listen")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seqs = [event[0] for event in memory.events]
    assert seqs == list(range(seqs[0], seqs[0] + 800))
    assert len({event[9][1] for event in memory.events}) == 4


def test_a_value_is_copied_when_the_event_is_made(memory: Memory) -> None:
    headers = [("Host", "a")]
    emit.point("response", "start_response", headers=headers)
    headers.clear()
    assert memory.events[0][10] == {"headers": ["list", [["tuple", ["Host", "a"]]]]}


class Word(str):
    """A name of the application's own kind."""

    __slots__ = ()


async def test_names_are_plain_text_whatever_the_application_makes_of_them(memory: Memory) -> None:
    task = asyncio.current_task()
    assert task is not None
    task.set_name(Word("mine"))
    emit.point("response", Word("http.response.start"))
    event = named(memory.events[0])
    assert type(event["name"]) is type(event["place"][2]) is str
    assert (event["name"], event["place"][2]) == ("http.response.start", "mine")


def test_secrets_are_masked_unless_shown(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "on", True)
    emit.point("environ", "application", environ={"HTTP_COOKIE": "abc"})
    assert memory.events[0][10] == {"environ": ["map", [["HTTP_COOKIE", ["masked", 3]]]]}


class Broken(Memory):
    def put(self, event: emit.Event) -> None:
        raise ValueError("no")


def test_an_event_that_cannot_be_made_is_counted_and_nothing_is_raised() -> None:
    sink = Broken()
    emit.attach(sink)
    assert emit.point("view", "hello") is None
    assert sink.lost == ["an event of stage view could not be made: ValueError"]


def test_make_without_a_sink_only_makes(memory: Memory) -> None:
    event = emit.make("lane", "lost", "point", None, {"count": 1}, None)
    assert named(event)["name"] == "lost"
    assert memory.events == []


def test_attaching_anew_and_abandoning(memory: Memory) -> None:
    second = Memory()
    emit.abandon(second)
    assert emit.on
    emit.attach(second)
    emit.point("lane", "listen")
    assert (len(memory.events), len(second.events)) == (0, 1)
    emit.abandon(second)
    assert not emit.on


FORK = """
import os, json
from visualizer.probe import emit
from visualizer.probe.memory import Memory
sink = Memory()
if {attached}:
    emit.attach(sink)
emit.point("lane", "listen")
emit.point("lane", "listen")
read, write = os.pipe()
pid = os.fork()
if pid == 0:
    emit.point("lane", "start")
    os.write(write, json.dumps([[e[0], e[9][0] == os.getpid(), e[6]] for e in sink.events]).encode())
    os._exit(0)
os.waitpid(pid, 0)
print(os.read(read, 1000).decode(), len(sink.events))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize(("attached", "said"), [(True, '[[1, true, "start"]] 2'), (False, "[] 0")])
def test_a_forked_process_counts_anew(attached: bool, said: str) -> None:
    code = FORK.format(attached=attached)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == said
