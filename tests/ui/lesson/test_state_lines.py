from tests.ui.lesson.shown import texts
from visualizer.ui.lane_state import Doing, LaneBreak, LaneState
from visualizer.ui.lesson.state_lines import state_lines


def test_what_a_lane_does_is_one_of_its_steps() -> None:
    said = texts(state_lines(LaneState("wsgi", Doing.LISTENING), 60))
    assert [text[:3] for text in said][:4] == [" ✓ ", " ✓ ", " ▸ ", "   "]
    assert " ▸ listening …" in said


def test_a_lane_that_waits_has_done_nothing() -> None:
    assert all(text.startswith("   ") for text in texts(state_lines(LaneState("wsgi"), 60)))


def test_a_failure_tells_the_reason_the_advice_and_the_lanes_own_words_made_visible() -> None:
    failure = LaneBreak("the port is taken", "Traceback\n  [red]\x1b[31mOSError", "Close the other program.")
    said = texts(state_lines(LaneState("wsgi", Doing.BROKEN, failure), 60))
    assert said[0] == "✗ the port is taken"
    assert "Close the other program." in said
    assert "Then press r to run again." in said
    assert said[-1] == "  [red]␛[31mOSError"


def test_a_recording_without_the_lane_says_so() -> None:
    assert texts(state_lines(None, 80)) == ["This recording holds no event of this lane."]
