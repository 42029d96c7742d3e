"""The form without its widgets: for which lanes one types, what is taken back, where something means nothing."""

from __future__ import annotations

from dataclasses import replace

from visualizer.lab import DEMO, LaneSpec
from visualizer.ui.options.fields import FIELDS, Field
from visualizer.ui.options.model import Model, changes_of


def field(name: str) -> Field:
    return next(field for field in FIELDS if field.name == name)


def mounted() -> tuple[LaneSpec, ...]:
    """Two lanes that are not alike."""
    wsgi, asgi = DEMO.lanes()
    return wsgi, replace(asgi, options=("--root-path", "/app"))


def test_lanes_that_are_alike_are_typed_for_together() -> None:
    model = Model(DEMO.lanes(), {})
    assert model.scopes == [("wsgi", "asgi"), ("wsgi",), ("asgi",)]
    assert model.scope == ("wsgi", "asgi")
    model.type(field("root_path"), "/x")
    model.type(field("threads"), "3")
    assert changes_of(model.read()) == {"wsgi": {"root_path": "/x", "threads": 3}, "asgi": {"root_path": "/x"}}


def test_lanes_that_are_not_alike_are_typed_for_one_at_a_time_unless_one_asks() -> None:
    model = Model(mounted(), {})
    assert model.scope == ("wsgi",)
    model.turn()
    assert (model.scope, model.text(field("root_path")), model.text(field("threads"))) == (("asgi",), "/app", None)
    model.turn()
    assert model.differs(field("root_path"))
    assert not model.differs(field("threads"))


def test_undo_and_reset() -> None:
    model = Model(DEMO.lanes(), {"wsgi": {"threads": 2}})
    assert (model.text(field("threads")), model.is_changed(field("threads"))) == ("2", True)
    model.type(field("threads"), "4")
    model.reset()
    assert (model.text(field("threads")), changes_of(model.read())) == ("1", {})
    assert model.undo()
    assert model.text(field("threads")) == "4"
    assert model.undo()
    assert changes_of(model.read()) == {"wsgi": {"threads": 2}}
    assert model.undo()
    assert changes_of(model.read()) == {}
    assert not model.undo()


def test_what_was_changed_earlier_can_be_gone_back_to() -> None:
    model = Model(DEMO.lanes(), {}, {"wsgi": {"threads": 2}}, {"asgi": {"head": 1.0}})
    seen = [changes_of(model.read())]
    while model.undo():
        seen.append(changes_of(model.read()))
    assert seen == [{"asgi": {"head": 1.0}}, {"wsgi": {"threads": 2}}, {}]


def test_lanes_whose_options_no_server_takes_can_still_be_looked_at() -> None:
    bare = LaneSpec("wsgi", "wsgi", "module:app", options=("--nonsense",))
    model = Model([bare], {})
    assert (model.text(model.first), changes_of(model.read())) == (None, {})


def test_one_is_led_to_what_means_nothing() -> None:
    model = Model(DEMO.lanes(), {})
    assert model.first is field("threads")
    model.turn_to(("asgi",))
    assert model.first is field("root_path")
    model.type(field("ping"), "-1")
    assert model.first is field("ping")
    model.turn_to(("wsgi",))
    model.turn_to_problem()
    assert (model.scope, model.first) == (("asgi",), field("ping"))
    assert model.own(field("ping")) == 20.0
    assert model.own(field("settings")) is None


def test_options_that_were_kept_and_are_none_any_more_are_left_out() -> None:
    model = Model(DEMO.lanes(), {"wsgi": {"no_such_option": 3, "threads": "many"}, "gone": {"threads": 2}})
    found = model.read()
    assert (found["wsgi"].changes, list(found["wsgi"].problems)) == ({}, ["threads"])
