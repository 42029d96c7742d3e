"""Claims: short expressions over a run's trace, parsed against a whitelist of syntax and never given to eval.

    wsgi.view.thread == "MainThread"                    the thread that the (first) view of the lane wsgi ran in
    asgi[2].status == 200                               of the second exchange alone
    asgi("second scope receive").outcome == "cancelled" any event, in the words in which stops name them
    asgi.count("scope receive", outcome="returned") == 1
    wsgi.order("view exit", "start_response", "first chunk")
    all.statuses == [200, 200]                          `all`: true of every lane
    asgi.duration < 2 * wsgi.duration                   durations only against durations: never an absolute time

A lane knows status, statuses, body, received, headers (of the response, as the client got them), threads, switches,
hops, duration; view, scope, environ, parse and the other stages; count(), order(), each(), overlap() and between().
An event knows thread, task, process, outcome, duration, name, stage, exchange, and its own data by key.
`docs/authoring.md` teaches it.
"""

from visualizer.course.claims.judge import Verdict, Witness, judge
from visualizer.course.claims.language import ClaimError, parse
from visualizer.course.claims.query import Run

__all__ = ["ClaimError", "Run", "Verdict", "Witness", "judge", "parse"]
