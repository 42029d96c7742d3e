"""Every kind of event is told by its stage and name, and what the application names is never taken for one of ours."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.vocabulary.names import KINDS, SAME, is_user_code, kind_of, meaning
from visualizer.vocabulary.stages import STAGES


def test_kinds_are_distinct_and_in_the_order_of_the_stages() -> None:
    assert len({(kind.stage, kind.name) for kind in KINDS}) == len(KINDS)
    order = [STAGES.index(kind.stage) for kind in KINDS]
    assert order == sorted(order)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.stage} {kind.name}")
def test_a_kind_is_well_said(kind: object) -> None:
    assert kind in KINDS
    (found,) = (each for each in KINDS if each is kind)
    assert found.shape in ("span", "point")
    assert found.says.endswith(".")
    assert ("→" in found.data) <= (found.shape == "span")
    assert kind_of(found.stage, found.name) is found


def test_a_name_that_begins_with_a_kind_is_of_that_kind() -> None:
    found = kind_of("view", "SQL SELECT")
    assert found is not None
    assert found.name == "SQL "
    assert kind_of("middleware", "signal request_started") is kind_of("middleware", "signal ")


def test_unknown_names_are_of_no_kind() -> None:
    assert kind_of("view", "hello") is None
    assert kind_of("view", "hello world") is None
    assert kind_of("client", "SQL SELECT") is None


@given(st.from_regex(r"[^\W\d]\w*", fullmatch=True).filter(lambda name: not keyword.iskeyword(name)))
def test_an_identifier_is_user_code_and_never_a_kind(name: str) -> None:
    for stage in ("middleware", "view"):
        assert is_user_code(stage, name)
        assert kind_of(stage, name) is None


def test_kinds_are_not_user_code() -> None:
    assert not any(is_user_code(kind.stage, kind.name) for kind in KINDS)


def test_what_means_the_same() -> None:
    assert meaning("scope", "application") == ("environ", "application")
    assert meaning("view", "hello") == ("view", "hello")
    for asgi, wsgi in SAME.items():
        assert kind_of(*asgi)
        assert kind_of(*wsgi)
        assert meaning(*wsgi) == wsgi
