"""Each SQL statement. The seam is public: `connection.execute_wrappers`, added once to each connection that is made.

The async ORM is seen too: it runs the sync one in a thread.
"""

import re
from typing import Any, Callable

from django.db.backends.signals import connection_created

from visualizer.probe import emit
from visualizer.probe.span import Span, call, caller, user

_VERB = re.compile(r"[\s(]*([A-Za-z]{1,20})")


def install() -> None:
    """Report the statements of every connection that is made from now on."""
    connection_created.connect(_watch, weak=False, dispatch_uid="visualizer")


def _watch(connection: Any, **_: Any) -> None:
    if _execute not in connection.execute_wrappers:
        connection.execute_wrappers.append(_execute)


def _execute(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if not emit.on:
        return execute(sql, params, many, context)
    verb = _VERB.match(sql)
    data = {"sql": sql, "params": params, "database": context["connection"].alias}
    span = Span("view", "SQL " + (verb.group(1).upper() if verb else "statement"), user() or caller(), data)
    return call(span, execute, sql, params, many, context)
