from visualizer.probe.django import sql


class Connection:
    def __init__(self) -> None:
        self.execute_wrappers: list[object] = []


def test_a_connection_that_is_opened_again_is_watched_once() -> None:
    connection = Connection()
    sql._watch(connection)
    sql._watch(connection)
    assert connection.execute_wrappers == [sql._execute]
