from tests.ui.exchanges.made import many
from visualizer.replay import Score
from visualizer.ui.exchanges.book import Book, percentile, summaries


def test_all_lanes_stand_in_one_list_by_when_they_began() -> None:
    found = Book(Score(many(3))).all()
    assert [(one.lane, one.exchange) for one in found] == [
        *(("wsgi", number) for number in (1, 2, 3)),
        *(("asgi", number) for number in (1, 2, 3)),
    ]
    assert [one.begin for one in found] == sorted(one.begin for one in found)


def test_the_step_of_an_exchange_is_that_of_its_first_event() -> None:
    score = Score(many(3))
    book = Book(score)
    for one in book.all():
        row = score.rows[score.steps[book.step(one)].row]
        assert (row.exchange, row.name) == (one.exchange, "request")


def test_each_lane_is_summed_up() -> None:
    wsgi, asgi = summaries(Book(Score(many(100))).all())
    assert (wsgi.lane, asgi.lane) == ("wsgi", "asgi")
    assert wsgi.total == 100
    assert wsgi.statuses == ((200, 90), (400, 9), (500, 1))
    assert (wsgi.median, wsgi.slowest) == (50_000_000, 99_000_000)


def test_a_percentile_is_one_of_them() -> None:
    assert [percentile([1, 2, 3], percent) for percent in (1, 34, 50, 67, 99)] == [1, 2, 2, 3, 3]
    assert percentile([7], 50) == 7
