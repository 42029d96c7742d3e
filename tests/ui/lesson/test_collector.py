import gc

from visualizer.ui.lesson.collector import Collector


def test_what_is_there_is_left_out_of_collections_until_it_is_given_back() -> None:
    before = gc.get_threshold()
    collector = Collector()
    collector.calm()
    try:
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() > before
    finally:
        collector.restore()
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before
