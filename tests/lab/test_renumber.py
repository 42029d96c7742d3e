"""Small numbers, given in order of first appearance and kept."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import Builder
from visualizer.lab.renumber import Numbers, Sources
from visualizer.trace import Event, Place, Source, SourceFile

PROGRAM = 4711


def event(connection: int | None, exchange: int | None, place: Place) -> Event:
    made = Builder("wsgi").point("socket", "recv")
    return replace(made, connection=connection, exchange=exchange, place=place)


def renumbered(*events: Event) -> list[Event]:
    numbers = Numbers(PROGRAM)
    return [numbers.renumber(each, None) for each in events]


def test_connections_and_exchanges_count_over_the_lane() -> None:
    here = Place(9, "MainThread", None)
    given_ = [(50312, None), (50312, 1), (40000, 1), (50312, 2), (50312, 1), (None, None)]

    found = renumbered(*(event(connection, exchange, here) for connection, exchange in given_))

    assert [(each.connection, each.exchange) for each in found] == [
        (1, None),
        (1, 1),
        (2, 2),
        (1, 3),
        (1, 1),
        (None, None),
    ]


def test_processes_count_from_one_and_the_program_is_none_of_them() -> None:
    places = [Place(PROGRAM, "client", None), Place(900, "MainThread", None), Place(800, "MainThread", None)]

    assert [each.place.process for each in renumbered(*(event(1, 1, place) for place in places))] == [0, 1, 2]


def test_the_programs_thread_keeps_its_name() -> None:
    assert renumbered(event(1, 1, Place(PROGRAM, "client", None)))[0].place == Place(0, "client", None)


def test_threads_become_workers_but_for_the_main_thread() -> None:
    names = [(9, "pool-3"), (9, "MainThread"), (9, "pool-7"), (8, "pool-3"), (9, "pool-3")]

    found = renumbered(*(event(1, 1, Place(process, name, None)) for process, name in names))

    assert [each.place.thread for each in found] == ["worker-1", "MainThread", "worker-2", "worker-3", "worker-1"]


def test_unnamed_tasks_are_counted_and_named_ones_stay() -> None:
    names = ["Task-12", "lifespan", "Task-15", None, "Task-12"]

    found = renumbered(*(event(1, 1, Place(9, "MainThread", name)) for name in names))

    assert [each.place.task for each in found] == ["Task-1", "lifespan", "Task-2", None, "Task-1"]


def file(number: int, name: str, digest: str = "0" * 64) -> SourceFile:
    return SourceFile(number=number, name=name, hash=digest, text="")


def test_equal_sources_of_different_processes_are_one() -> None:
    sources = Sources()
    mine, theirs = {5: file(5, "a.py"), 6: file(6, "b.py")}, {1: file(1, "b.py"), 2: file(2, "b.py", "1" * 64)}

    assert sources.renumber(Source(6, 3, 4), mine) == (Source(1, 3, 4), file(1, "b.py"))
    assert sources.renumber(Source(1, 7, 7), theirs) == (Source(1, 7, 7), None)
    assert sources.renumber(Source(2, 1, 1), theirs) == (Source(2, 1, 1), file(2, "b.py", "1" * 64))
    assert sources.renumber(Source(5, 1, 1), mine) == (Source(3, 1, 1), file(3, "a.py"))


def test_lines_of_a_file_that_never_came_name_nothing() -> None:
    assert Sources().renumber(Source(1, 1, 1), {}) == (None, None)
    assert Sources().renumber(None, {}) == (None, None)


@given(st.lists(st.tuples(st.integers(1, 65535), st.integers(1, 9), st.integers(1, 99999))))
def test_numbers_are_dense_and_injective(ids: list[tuple[int, int, int]]) -> None:
    found = renumbered(*(event(connection, exchange, Place(pid, "t", None)) for connection, exchange, pid in ids))

    exchanges = [each.exchange for each in found if each.exchange]
    assert sorted(set(exchanges)) == list(
        range(1, len({(connection, exchange) for connection, exchange, _ in ids}) + 1)
    )
    pairs = {(connection, each.connection) for (connection, _, _), each in zip(ids, found, strict=True)}
    assert len(pairs) == len({left for left, _ in pairs}) == len({right for _, right in pairs})
