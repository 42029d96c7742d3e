"""Judging a claim on a run: true, or false with the reason and the events that say so; an absent event is false."""

import ast
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from visualizer.course.claims.answers import Method, ask
from visualizer.course.claims.language import EVERY, FUNCTIONS, ClaimError, names, parse
from visualizer.course.claims.query import Absent, LaneQuery, Run, SpanQuery
from visualizer.trace import Event

_SHOWN = 80
"""Characters of a value in a reason."""


@dataclass(frozen=True, slots=True)
class Witness:
    """An event that disproves a claim."""

    lane: str
    index: int
    """Its place in the lane's list, from 0."""
    event: Event

    def __str__(self) -> str:
        event = self.event
        task = f" {event.place.task}" if event.place.task else ""
        return (
            f"{self.lane} event {self.index + 1}: {event.stage} {event.name} {event.phase}, {event.place.thread}{task}"
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run says to a claim."""

    holds: bool
    reason: str
    """Empty where it holds; else what was found instead."""
    witnesses: tuple[Witness, ...]
    """The events that the reason rests on, without repetition; none where it holds, or where an event is absent."""


def judge(expression: str, run: Run) -> Verdict:
    """What the run says to the claim. Raises ClaimError for what is no claim, never for what is false."""
    tree = parse(expression)
    run.begin()
    lanes = run.score.lanes if EVERY in names(tree) else ("",)
    for lane in lanes:
        verdict = _judge(_Evaluation(run, lane), tree)
        if not verdict.holds:
            return verdict
    return Verdict(True, "", ())


def value_of(expression: str, run: Run) -> object:
    """The value of an expression, for a figure in the text. Raises ClaimError, and Absent where there is none."""
    return _Evaluation(run, "").value(parse(expression))


def _judge(evaluation: "_Evaluation", tree: ast.expr) -> Verdict:
    """Of a conjunction each part alone, so that the reason is that of the part that fails."""
    for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        evaluation.run.forget()
        try:
            reason = _reason(evaluation, part)
        except Absent as absent:
            return Verdict(False, str(absent), _witnesses(evaluation.run))
        if reason:
            return Verdict(False, reason, _witnesses(evaluation.run))
    return Verdict(True, "", ())


def _reason(evaluation: "_Evaluation", part: ast.expr) -> str:
    """Why the part is false; empty where it is true."""
    if not isinstance(part, ast.Compare):
        return "" if evaluation.value(part) else f"{ast.unparse(part)} is not so"
    values = [evaluation.value(side) for side in (part.left, *part.comparators)]
    for op, left, right, node in zip(part.ops, values, values[1:], [part.left, *part.comparators], strict=False):
        if not _compare(op, left, right):
            return f"{ast.unparse(node)} is {_shown(left)}, which is not {_WORDS[type(op)]} {_shown(right)}"
    return ""


def _witnesses(run: Run) -> tuple[Witness, ...]:
    seen = {(looked.lane, looked.index): looked for looked in run.looked}
    return tuple(Witness(looked.lane, looked.index, looked.event) for looked in seen.values())


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class _Evaluation:
    """Evaluates the nodes of the whitelist."""

    def __init__(self, run: Run, every: str) -> None:
        self.run = run
        self._every = every

    def value(self, node: ast.expr) -> Any:
        """The value of a node. Raises ClaimError or Absent."""
        return _NODES[type(node)](self, node)

    def constant(self, node: ast.Constant) -> object:
        return node.value

    def name(self, node: ast.Name) -> object:
        if node.id == EVERY:
            return self.run.lane(self._every)
        return self.run.lane(node.id)

    def attribute(self, node: ast.Attribute) -> object:
        owner = self.value(node.value)
        if isinstance(owner, LaneQuery):
            return ask(owner, node.attr)
        if isinstance(owner, SpanQuery):
            return owner.attribute(node.attr)
        raise ClaimError(f"{ast.unparse(node.value)} has no {node.attr!r}: ask a key of it, as in […]")

    def subscript(self, node: ast.Subscript) -> object:
        owner, key = self.value(node.value), self.value(node.slice)
        if isinstance(owner, LaneQuery):
            return owner.item(key)
        if isinstance(owner, SpanQuery):
            return owner.attribute(str(key))
        return _item(owner, key, ast.unparse(node))

    def call(self, node: ast.Call) -> object:
        arguments = [self.value(argument) for argument in node.args]
        named = {str(keyword.arg): self.value(keyword.value) for keyword in node.keywords}
        if isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            return _call(node.func.id, arguments, named)
        function = self.value(node.func)
        if isinstance(function, Method):
            return function.call(arguments, named)
        if isinstance(function, LaneQuery) and len(arguments) == 1 and not named:
            return function.span(arguments[0])
        raise ClaimError(f"{ast.unparse(node.func)} cannot be called like this")

    def compare(self, node: ast.Compare) -> bool:
        values = [self.value(side) for side in (node.left, *node.comparators)]
        return all(_compare(op, left, right) for op, left, right in zip(node.ops, values, values[1:], strict=False))

    def boolean(self, node: ast.BoolOp) -> bool:
        combine = all if isinstance(node.op, ast.And) else any
        return combine(self.value(part) for part in node.values)

    def unary(self, node: ast.UnaryOp) -> object:
        value = self.value(node.operand)
        return not value if isinstance(node.op, ast.Not) else -_number(value)

    def binary(self, node: ast.BinOp) -> object:
        left, right = _number(self.value(node.left)), _number(self.value(node.right))
        try:
            return _ARITHMETIC[type(node.op)](left, right)
        except ZeroDivisionError:
            raise Absent(f"{ast.unparse(node.right)} is 0") from None

    def sequence(self, node: ast.List | ast.Tuple) -> object:
        return [self.value(item) for item in node.elts]


def _item(owner: object, key: object, shown: str) -> object:
    if isinstance(owner, dict | list | tuple | str | bytes):
        try:
            return owner[key]  # type: ignore[index, call-overload]  # any key: what does not fit is told below
        except (KeyError, IndexError, TypeError):
            raise Absent(f"{shown} is not there: it is {_shown(owner)}") from None
    raise Absent(f"{shown} is not there: {_shown(owner)} has no items")


def _call(name: str, arguments: Sequence[Any], named: dict[str, object]) -> object:
    if len(arguments) != 1 or named:
        raise ClaimError(f"{name} takes one argument")
    functions: dict[str, Callable[[Any], object]] = {
        "len": len,
        "set": lambda values: sorted(set(map(repr, values))),
        "sorted": sorted,
        "sum": sum,
        "min": min,
        "max": max,
    }
    try:
        return functions[name](arguments[0])
    except (TypeError, ValueError):
        raise Absent(f"{name}({_shown(arguments[0])}) has no value") from None


def _number(value: object) -> float:
    if isinstance(value, int | float):
        return value
    raise Absent(f"{_shown(value)} is no number")


def _compare(op: ast.cmpop, left: object, right: object) -> bool:
    try:
        return bool(_COMPARE[type(op)](_listed(left), _listed(right)))
    except TypeError:
        return False


def _listed(value: object) -> object:
    """Lists and tuples compare as one: a claim writes either."""
    return [_listed(item) for item in value] if isinstance(value, list | tuple) else value


_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], object]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_WORDS: dict[type[ast.cmpop], str] = {
    ast.Eq: "equal to",
    ast.NotEq: "different from",
    ast.Lt: "less than",
    ast.LtE: "at most",
    ast.Gt: "more than",
    ast.GtE: "at least",
    ast.In: "in",
    ast.NotIn: "absent from",
}
_NODES: dict[type[ast.expr], Callable[[_Evaluation, Any], object]] = {
    ast.Constant: _Evaluation.constant,
    ast.Name: _Evaluation.name,
    ast.Attribute: _Evaluation.attribute,
    ast.Subscript: _Evaluation.subscript,
    ast.Call: _Evaluation.call,
    ast.Compare: _Evaluation.compare,
    ast.BoolOp: _Evaluation.boolean,
    ast.UnaryOp: _Evaluation.unary,
    ast.BinOp: _Evaluation.binary,
    ast.List: _Evaluation.sequence,
    ast.Tuple: _Evaluation.sequence,
}
