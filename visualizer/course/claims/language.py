"""The claim language's syntax: what Python's parser accepts, cut down to a whitelist of nodes."""

import ast

FUNCTIONS = ("len", "set", "sorted", "sum", "min", "max")
"""What may be called beside a lane's own queries."""
EVERY = "all"
"""The name that stands for every lane in turn."""

TIMES = ("duration", "between")
"""What is measured in ns."""

LENGTH_LIMIT = 2_000
"""Characters of one expression."""

_ALLOWED = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub),
    *(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div),
    *(ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn),
    *(ast.Constant, ast.Name, ast.Load, ast.Attribute, ast.Subscript, ast.List, ast.Tuple, ast.Call, ast.keyword),
)
_CONSTANTS = (str, bytes, int, float, bool, type(None))


class ClaimError(ValueError):
    """An expression that is no claim, or asks for what there is not; its message says what would be right."""


def parse(expression: str) -> ast.expr:
    """The expression's syntax tree, of nodes in the whitelist alone. Raises ClaimError, whatever the text."""
    if len(expression) > LENGTH_LIMIT:
        raise ClaimError(f"a claim has at most {LENGTH_LIMIT} characters")
    try:
        tree = ast.parse(" ".join(expression.split("\n")).strip(), mode="eval")
        nodes = list(ast.walk(tree))
        for node in nodes:
            _check(node)
        ast.unparse(tree)
    except SyntaxError as error:
        raise ClaimError(f"{expression!r} is no expression: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, ClaimError):
            raise
        raise ClaimError(f"{expression[:40]!r} … cannot be read: it nests too deep or holds a NUL") from None
    return tree.body


def names(tree: ast.expr) -> set[str]:
    """The names that the expression uses, functions apart: lanes, and perhaps `all`."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_function(node.func)}
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called}


def absolute_times(tree: ast.expr) -> list[str]:
    """The comparisons of a duration with a plain number, which no claim may make: machines differ."""
    return [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Compare) and _is_absolute(node)]


def _is_absolute(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    timed = [any(isinstance(part, ast.Attribute) and part.attr in TIMES for part in ast.walk(side)) for side in sides]
    return (
        any(timed) and any(isinstance(side, ast.Constant) and side.value != 0 for side in sides) and not _ratio(sides)
    )


def _ratio(sides: list[ast.expr]) -> bool:
    """Whether what is compared with a number is one duration divided by another."""
    return any(isinstance(side, ast.BinOp) and isinstance(side.op, ast.Div) for side in sides)


def _check(node: ast.AST) -> None:
    if not isinstance(node, _ALLOWED):
        raise ClaimError(f"a claim has no {type(node).__name__}: write comparisons of what a lane knows")
    if isinstance(node, ast.Constant) and not isinstance(node.value, _CONSTANTS):
        raise ClaimError(f"a claim has no constant like {ast.unparse(node)}")
    if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        raise ClaimError(f"a claim has no {node.attr}")
    if isinstance(node, ast.keyword) and node.arg is None:
        raise ClaimError("a claim has no ** arguments")


def _is_function(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in FUNCTIONS
