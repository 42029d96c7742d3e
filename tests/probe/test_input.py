import io

from visualizer.probe.input import Input
from visualizer.probe.memory import Memory


def test_each_read_is_a_span_with_its_bytes(memory: Memory) -> None:
    stream = Input(io.BytesIO(b"one\ntwo\nthree\nfour\n"))
    assert stream.read(2) == b"on"
    assert stream.readline() == b"e\n"
    assert next(iter(stream)) == b"two\n"
    assert stream.readlines() == [b"three\n", b"four\n"]
    assert list(stream) == []
    assert not stream.closed
    assert [event[7] for event in memory.events] == ["enter", "exit"] * 5
    assert [event[10] for event in memory.events[:2]] == [{"method": "read", "size": 2}, {"bytes": ["bytes", "on"]}]
    assert [event[10]["method"] for event in memory.events[::2]] == [
        *("read", "readline", "__next__", "readlines", "__next__")
    ]
    assert {event[11][1] for event in memory.events} == {__file__}
