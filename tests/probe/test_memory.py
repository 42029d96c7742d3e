from visualizer.probe.memory import Memory


def test_it_keeps_what_it_is_given_until_a_fork() -> None:
    memory = Memory()
    memory.put((1,))
    memory.lose("why")
    memory.close()
    assert (memory.events, memory.lost) == ([(1,)], ["why"])
    memory.forked()
    assert (memory.events, memory.lost) == ([], [])
