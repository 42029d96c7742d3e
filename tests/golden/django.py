"""What Django does in both lanes: the spans of one kind each, which the lanes put together in their own order."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from tests.build import Builder, statement
from tests.golden.material import CALLS_VIEW
from visualizer.trace import Outcome, Place, SourceFile


@contextmanager
def hop(
    lane: Builder, direction: Literal["sync_to_async", "async_to_sync"], function: str, there: Place
) -> Iterator[None]:
    """A call that goes to another thread: what is inside happens `there`, the hop's exit is back here."""
    if direction == "sync_to_async":
        lane.enter("middleware", "hop sync_to_async", function=function, thread_sensitive=True)
    else:
        lane.enter("middleware", "hop async_to_sync", function=function)
    lane.time += 60_000
    with lane.at(there):
        yield
    lane.time += 30_000
    lane.leave("middleware", f"hop {direction}")


def signal(lane: Builder, name: str) -> None:
    """Django sends a signal."""
    lane.enter("middleware", f"signal {name}", receivers=["reset_queries", "close_old_connections"])
    lane.leave("middleware", f"signal {name}")


@contextmanager
def session_middleware(lane: Builder, status: int) -> Iterator[None]:
    """The one sync middleware, around what is inside."""
    lane.enter("middleware", "SessionMiddleware", CALLS_VIEW, path="hello.middleware.SessionMiddleware", mode="sync")
    lane.time += 35_000
    yield
    lane.leave("middleware", "SessionMiddleware", acts=CALLS_VIEW, status=status)


def url_match(lane: Builder, path: str, view: str) -> None:
    """Django finds the view."""
    lane.enter("view", "URL match", path=path)
    lane.time += 45_000
    lane.leave("view", "URL match", route=path.lstrip("/"), view=view, kwargs={})


@contextmanager
def view(lane: Builder, file: SourceFile, name: str, outcome: Outcome = "returned") -> Iterator[None]:
    """The view called `name` of `file`, around what is inside."""
    mode = "async" if "async" in file.name else "sync"
    acts = statement(file, f"def {name}" if mode == "sync" else f"async def {name}")
    path = f"{file.name.removesuffix('.py').replace('/', '.')}.{name}"
    lane.enter("view", name, acts, view=path, mode=mode, args=(), kwargs={})
    yield
    match outcome:
        case "returned":
            lane.leave("view", name, acts=acts, status=200)
        case "cancelled":
            lane.leave("view", name, outcome, acts)
        case "raised":
            line = statement(file, "raise RuntimeError").first
            message = "this view raises, as it was asked to"
            lane.leave(
                "view", name, outcome, acts, exception="RuntimeError", message=message, file=file.name, line=line
            )


def select(lane: Builder, file: SourceFile) -> None:
    """The view's one SELECT."""
    acts = statement(file, "greeting = ")
    sql = 'SELECT "hello_greeting"."id", "hello_greeting"."text" FROM "hello_greeting" WHERE "hello_greeting"."id" = %s'
    lane.enter("view", "SQL SELECT", acts, sql=sql, params=(1,), database="default")
    lane.time += 130_000
    lane.leave("view", "SQL SELECT", acts=acts)


def template(lane: Builder, file: SourceFile) -> None:
    """The view's template."""
    acts = statement(file, "return render(")
    lane.enter("view", "template render", acts, template="hello/hello.html")
    lane.time += 240_000
    lane.leave("view", "template render", acts=acts)
