"""The form of options without its widgets: what is typed for each lane, for which lanes, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visualizer.course import settings_file
from visualizer.course.lane_options import Options, options_of, settings_module
from visualizer.lab import LaneSpec
from visualizer.ui.options.fields import FIELDS, Field, Read, Typed, read, typed
from visualizer.ui.options.words import can_have
from visualizer.ui.states import States

TypedLanes = Mapping[str, Typed]
"""What is typed, by lane."""

Scope = tuple[str, ...]
"""The names of the lanes for which one types."""


class Model:
    """What a form of these lanes knows."""

    def __init__(self, lanes: Sequence[LaneSpec], *changes: Mapping[str, Options]) -> None:
        """`lanes` are as the lesson has them; `changes` is what is changed now, and before it what was earlier."""
        self.lanes = tuple(lanes)
        self._own = {lane.name: options_of(lane) for lane in lanes}
        own = {lane.name: self._typed(lane, {}) for lane in lanes}
        states = [{lane.name: self._typed(lane, each.get(lane.name, {})) for lane in lanes} for each in changes]
        self._states: States[TypedLanes] = States(own, *states)
        each: list[Scope] = [(lane.name,) for lane in lanes]
        self.scopes = [tuple(self._own), *each] if len(each) > 1 else each
        """All that one can type for: all lanes at once, then each of them."""
        self.scope = self.scopes[0] if self._are_alike() else each[0]
        """The lanes for which one types."""

    def _typed(self, lane: LaneSpec, changes: Options) -> Typed:
        written = settings_file.written(lane.path, settings_module(lane)) if lane.path else {}
        own = {name: value for name, value in self._own[lane.name].items() if can_have(lane, name)}
        return typed(own, written, changes)

    def _are_alike(self) -> bool:
        """Whether no field that several lanes have says different things in them at first."""
        texts = [self._states.first[lane.name] for lane in self.lanes]
        return all(len({own[field.name] for own in texts if field.name in own}) <= 1 for field in FIELDS)

    def turn_to(self, scope: Scope) -> None:
        """Type for these lanes from now on."""
        self.scope = scope

    def turn(self) -> None:
        """Type for the next lanes from now on."""
        self.scope = self.scopes[(self.scopes.index(self.scope) + 1) % len(self.scopes)]

    def turn_to_problem(self) -> None:
        """Type for the lane in which a field means nothing, where it means something in those one types for now."""
        wrong = [name for name, found in self.read().items() if found.problems]
        if wrong and not set(wrong) & set(self.scope):
            self.scope = (wrong[0],)

    @property
    def first(self) -> Field:
        """The first field that means nothing; where all mean something the first that there is."""
        found = self.read()
        wrong = {name for lane in self.scope for name in found[lane].problems}
        there = [field for field in FIELDS if self.text(field) is not None]
        return next((field for field in there if field.name in wrong), next(iter(there), FIELDS[0]))

    def text(self, field: Field) -> str | None:
        """What the field says for the first of the lanes that one types for; None where none of them has it."""
        texts = (self._states.now[name].get(field.name) for name in self.scope)
        return next((text for text in texts if text is not None), None)

    def type(self, field: Field, text: str) -> None:
        """This was typed into the field."""
        self._states.change(
            {
                name: {**texts, field.name: text} if name in self.scope and field.name in texts else texts
                for name, texts in self._states.now.items()
            }
        )

    def undo(self) -> bool:
        """Take back the last change; False where there is none."""
        return self._states.undo()

    def reset(self) -> None:
        """All of it as the lesson has it; that can be taken back, too."""
        self._states.reset()

    def is_changed(self, field: Field) -> bool:
        """Whether the field says something else than at first, for any of the lanes that one types for."""
        now, first = self._states.now, self._states.first
        return any(now[name].get(field.name) != first[name].get(field.name) for name in self.scope)

    def differs(self, field: Field) -> bool:
        """Whether the field says different things for the lanes that one types for."""
        texts = {self._states.now[name].get(field.name) for name in self.scope}
        return len(texts - {None}) > 1

    def own(self, field: Field) -> object | None:
        """What the first of the lanes that one types for has of its own; None where that is no single value."""
        return next((self._own[name][field.name] for name in self.scope if field.name in self._own[name]), None)

    def read(self) -> dict[str, Read]:
        """What is typed for each lane means."""
        return {lane.name: read(self._states.now[lane.name], self._own[lane.name], lane.path) for lane in self.lanes}


def changes_of(found: Mapping[str, Read]) -> dict[str, Options]:
    """What is changed, by lane; lanes of which nothing is are left out."""
    return {name: each.changes for name, each in found.items() if each.changes}
