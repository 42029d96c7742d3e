import pytest

from visualizer.replay.label import Labels, label_of, place_in_request
from visualizer.vocabulary.stages import STAGES


@pytest.mark.parametrize("name", ["hello", "hello_async", "HelloView", "anything"])
def test_the_view_is_the_view_whatever_its_name(name: str) -> None:
    assert place_in_request("view", name) == ("view", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [("timing", "async_timing"), ("timing", "timing_async"), ("TimingMiddleware", "AsyncTimingMiddleware")],
)
def test_a_middleware_and_its_async_twin_mean_the_same(one: str, other: str) -> None:
    assert place_in_request("middleware", one) == place_in_request("middleware", other)


def test_a_middleware_of_which_nothing_would_be_left_keeps_its_name() -> None:
    assert place_in_request("middleware", "Async") == ("middleware", "Async")
    assert place_in_request("middleware", "Sync") != place_in_request("middleware", "Async")


def test_the_kinds_of_ours_mean_what_the_vocabulary_says() -> None:
    assert place_in_request("scope", "application") == ("environ", "application")
    assert place_in_request("view", "URL match") == ("view", "URL match")


def test_what_begins_in_the_server_decides_first_and_the_client_last() -> None:
    assert label_of("view", "hello", "enter").tier == 0
    assert label_of("socket", "recv", "point").tier == 0
    assert label_of("view", "hello", "exit").tier == 1
    assert label_of("client", "receive", "point").tier == 2


def test_a_hop_is_no_layer() -> None:
    assert label_of("middleware", "Outer", "enter").is_layer
    assert not label_of("middleware", "hop sync_to_async", "enter").is_layer


@pytest.mark.parametrize(
    ("stage", "name"),
    [("view", "hello"), ("middleware", "Outer"), ("parse", "head"), ("scope", "application"), ("socket", "recv")],
)
def test_a_stage_alone_means_its_own_span(stage: str, name: str) -> None:
    assert label_of(stage, name, "enter").stands_for_stage


@pytest.mark.parametrize(
    ("stage", "name"), [("view", "URL match"), ("middleware", "signal x"), ("parse", "refusal"), ("scope", "receive")]
)
def test_a_stage_alone_does_not_mean_what_else_happens_in_it(stage: str, name: str) -> None:
    assert not label_of(stage, name, "enter").stands_for_stage


@pytest.mark.parametrize("stage", STAGES)
def test_equal_labels_have_one_number(stage: str) -> None:
    labels = Labels()
    first = labels[stage, "x", "enter"]
    assert labels[stage, "x", "exit"] != first == labels[stage, "x", "enter"]
    assert labels.all[first] == label_of(stage, "x", "enter")
    assert len(labels.all) == 2
