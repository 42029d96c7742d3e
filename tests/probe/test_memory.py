from visualizer.probe import emit
from visualizer.probe.memory import Memory
from visualizer.vocabulary.values import encode


def test_it_keeps_what_it_is_given_until_a_fork() -> None:
    memory = Memory()
    made = emit.make("socket", "recv", "point", None, {"bytes": b"a"}, None, memory.put)
    memory.lose("why")
    memory.close()
    assert memory.events == [(*made[:10], {"bytes": encode(b"a")}, *made[11:])]
    assert memory.lost == ["why"]
    memory.forked()
    assert (memory.events, memory.lost) == ([], [])
