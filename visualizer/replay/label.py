"""Labels: what an event reports, apart from when, where and with what; each distinct one is looked at once.

A trace of a million events has some dozens of labels, so whatever a name means is decided here, when it is first
seen, and every event keeps the number of its label alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from visualizer.vocabulary.names import is_user_code, meaning

AWAITS = ("receive", "http.response.start", "http.response.body")
"""Names of what an application awaits of its server."""

_ENCLOSING = {"request", "exchange", "application"}
_FIRST_OF_RESPONSE = {("response", "start_response"), ("response", "http.response.start"), ("parse", "refusal")}
_WIRE = {("socket", "recv"), ("socket", "send"), ("client", "send"), ("client", "receive")}
_OWN_NAME = {"environ": "application", "scope": "application", "lifespan": "application", "parse": "head"}


@dataclass(frozen=True, slots=True)
class Label:
    """What an event reports: its stage, name and phase, and all that follows from these three."""

    stage: str
    name: str
    phase: str
    is_enter: bool
    """Whether a span begins with it."""
    is_exit: bool
    """Whether a span ends with it."""
    tier: int
    """Who decides where lanes are level: what begins in the server (0), what ends there (1), the client (2)."""
    meaning: tuple[str, str]
    """Equal for all names that mean the same, in whatever lane: see `place_in_request`."""
    is_layer: bool
    """Whether what is inside of it lies one level deeper: middleware and view spans, but no thread hop."""
    has_depth: bool
    """Whether its own level matters: inside the application, where layers are nested."""
    is_client: bool
    """Whether it happened in the client, a process beside the server's."""
    is_hop: bool
    is_await: bool
    """Whether it is a span in which the application waits for its server: receive() or send()."""
    is_own: bool
    """Whether it is the application's own: a middleware or a view of the user's."""
    encloses: bool
    """Whether the request passes through it on its way in and again on its way back, whatever else it contains."""
    starts_response: bool
    is_protocol: bool
    """Whether it is said between server and application in words of PEP 3333 or the ASGI specification."""
    carries_request: bool
    """Whether it hands environ or scope to the application."""
    is_wire: bool
    """Whether it carries bytes of the connection, as the server or as the client sees them."""
    is_query: bool
    """Whether a statement goes to the database."""

    @property
    def stands_for_stage(self) -> bool:
        """Whether one means it when one names its stage alone: of `view` the view itself, of `parse` the head."""
        if self.stage in ("middleware", "view"):
            return is_user_code(self.stage, self.name)
        return self.name == _OWN_NAME.get(self.stage, self.name)


def place_in_request(stage: str, name: str) -> tuple[str, str]:
    """Under which name lanes are compared: the vocabulary's `meaning`, and for the user's own code its role.

    The view is the view, whatever its function is called; a middleware and its twin whose name says `async` besides
    (`timing` and `async_timing`) are the same middleware.
    """
    if not is_user_code(stage, name):
        return meaning(stage, name)
    if stage == "view":
        return stage, ""
    return stage, re.sub(r"_?async_?", "", name, flags=re.IGNORECASE).lower() or name


def label_of(stage: str, name: str, phase: str) -> Label:
    """The label of an event with this stage, name and phase."""
    own = is_user_code(stage, name)
    is_hop = name.startswith("hop ")
    in_application = stage in ("middleware", "view")
    is_response_span = stage == "response" and name.startswith(("http.", "websocket."))
    return Label(
        stage=stage,
        name=name,
        phase=phase,
        is_enter=phase == "enter",
        is_exit=phase == "exit",
        tier=2 if stage == "client" else int(phase == "exit"),
        meaning=place_in_request(stage, name),
        is_layer=in_application and phase == "enter" and not is_hop,
        has_depth=in_application,
        is_client=stage == "client",
        is_hop=is_hop,
        is_await=(stage in ("scope", "lifespan") and name != "application") or is_response_span,
        is_own=own,
        encloses=own or name in _ENCLOSING,
        starts_response=(stage, name) in _FIRST_OF_RESPONSE,
        carries_request=stage in ("environ", "scope") and name == "application" and phase == "enter",
        is_protocol=stage in ("environ", "scope", "lifespan") or (stage == "response" and name != "response.close"),
        is_wire=(stage, name) in _WIRE,
        is_query=stage == "view" and name.startswith("SQL"),
    )


class Labels(dict[tuple[str, str, str], int]):
    """The number of each (stage, name, phase), given at the first look-up; `all` holds the labels by number."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Label] = []

    def __missing__(self, key: tuple[str, str, str]) -> int:
        number = self[key] = len(self.all)
        self.all.append(label_of(*key))
        return number
