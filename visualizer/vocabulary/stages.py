"""The stages of a request, and the closed sets of words that an event may use for phase, outcome and observer."""

STAGES = (
    "client",
    "proxy",
    "socket",
    "parse",
    "environ",
    "scope",
    "middleware",
    "view",
    "response",
    "lifespan",
    "lane",
)
"""The places in the picture, outermost first; `lane` is the server process itself (started, ended, sampled)."""

PHASES = ("enter", "exit", "point")
"""A span has an enter and an exit; what has no extent in time is a point."""

OUTCOMES = ("returned", "raised", "cancelled")
"""How a span ended; only an exit has an outcome."""

OBSERVERS = ("probe", "tap", "client", "sampler")
"""Who saw it: code inside the server, a listener on the wire, our own client, or a periodic look at the system."""
