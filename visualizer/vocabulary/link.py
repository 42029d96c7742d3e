"""The link between a lane and the program: what each side may say, one JSON object a line, over loopback TCP.

A lane opens a connection and says HELLO; the program closes it without a word when version or token is wrong.
On an `events` connection the lane then sends a trace's lines (events and sources) and answers pings; the program sends
arm and ping. Each hold has a `hold` connection of its own: the lane says hello and which event waits, then waits for
one line; a release or the connection's end lets it go, so a hold never outlives its owner. A lane whose time limit is
up, or whose waiting task is cancelled, says so before it hangs up; one that hangs up without a word has ended.

    lane → program   {"link": 1, "token": str, "lane": str, "process": int, "role": "events" or "hold"}
    lane → program   [event] · {"source": …} · {"pong": int, "lost": int}
    lane → program   {"held": int, "event": [event]}                         (the hold connection's second line)
    lane → program   {"expired": int} or {"cancelled": int}                  (on the hold connection)
    program → lane   {"arm": [breakpoint, …]} · {"ping": int}
    program → lane   {"release": int}                                        (on the hold connection)

A breakpoint is an object of BREAKPOINT's keys, null for "any": {"connection": 50312, "exchange": 1, "stage": "view",
"name": null, "phase": "enter"}. Arming replaces the table; an empty table lets everything through.
A pong comes after every event that was made before its ping arrived: whoever has it has the events.
"""

VERSION = 1
"""Of the link's messages; both sides must have the same."""

HELLO = ("link", "token", "lane", "process", "role")
BREAKPOINT = ("connection", "exchange", "stage", "name", "phase")

HOLD_SECONDS = 600.0
"""How long a hold waits at the most, unless the environment says otherwise."""

ENVIRONMENT = {
    "address": "VISUALIZER_LINK",
    "token": "VISUALIZER_TOKEN",
    "lane": "VISUALIZER_LANE",
    "hold_seconds": "VISUALIZER_HOLD_SECONDS",
    "secrets": "VISUALIZER_SECRETS",
    "application": "VISUALIZER_APPLICATION",
}
"""The variables through which the program tells a lane where to report: HOST:PORT, the token, the lane's name, a hold's
time limit in seconds, `show` to record secrets too, and MODULE:APP for a server that is given the probe's own entry."""

EXCHANGE_HEADER = "x-visualizer-exchange"
"""The request header (CONNECTION.EXCHANGE) that tells an exchange's identity behind a server or proxy of others."""
