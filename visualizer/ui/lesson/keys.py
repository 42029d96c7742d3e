"""The keys of the lesson screen that its last line shows, and what each says there."""

from typing import NamedTuple

from visualizer.course.lesson import Question

CHARACTERS = {**{str(digit): str(digit) for digit in range(10)}, "full_stop": "."}
"""The keys that a prediction is made of, and what each says; the minus is a key of its own."""


class Hint(NamedTuple):
    """A few keys that belong together, as the last line shows them."""

    keys: str
    says: str
    action: str
    """What a click on it does."""


STEP = Hint("←→", "step", "step(1)")
STOP = Hint("PgUp/PgDn", "stop", "stop(1)")
PLAY = Hint("space", "play", "play")
PAUSE = Hint("space", "pause", "play")
TAB = Hint("[ ]", "tab", "tab(1)")
LANE = Hint("l", "other lane", "lane")
WHY = Hint("w", "why", "why")
EDIT = Hint("e", "change", "edit('REQUEST')")
OWN = Hint("O", "own again", "own")
RUN = Hint("r", "run", "run")
RUN_TO = Hint("r", "run to ◆", "run")
COMPARE = Hint("d", "compare", "compare")
MANY = Hint("m", "many", "many")
FAULT = Hint("f", "fault", "fault")
EXCHANGES = Hint("x", "exchanges", "exchanges")
HOLD = Hint("h", "hold", "hold")
LET_GO = Hint("c", "let go", "let_go")
BESIDE = Hint("n", "another", "beside")
BREAKPOINT = Hint("b", "breakpoint", "breakpoint")
COPY_ADDRESS = Hint("y", "copy curl", "copy_address")
LEAVE = Hint("k", "client leaves", "clients_leave")
FIND = Hint("/", "find", "find")
ZOOM = Hint("z", "zoom", "zoom")
SMALL = Hint("z", "small again", "zoom")
TIME = Hint("T", "time", "time")
CLOSER = Hint("+−", "zoom", "large('zoom(1)')")
PAN = Hint("⇧←→", "pan", "large('pan(1)')")
EXCHANGE = Hint("Enter", "exchange", "large('exchange')")
ALL = Hint("0", "all", "large('all')")
CLOCK = Hint("o", "clock", "large('clock')")
LANES = Hint("Esc", "lanes", "leave")
HELP = Hint("?", "help", "app.help")


CLAIM = Hint("C", "claim", "claim")
EDIT_CODE = Hint("E", "edit the code", "edit_code")
HINT = Hint("H", "hint", "hint")
RESET_CODE = Hint("R", "begin anew", "reset_code")
SKIP = Hint("s", "skip", "say('skip')")


def answer_keys(question: Question) -> str:
    """The keys that answer a question."""
    if question.kind == "number":
        return "0–9 Enter"
    keys = f"1–{len(question.items or question.choices)}"
    return f"{keys} Enter" if question.kind == "marks" else keys


def answer_hint(question: Question) -> Hint:
    """The same, as the last line shows it."""
    return Hint(answer_keys(question), {"order": "in order", "marks": "mark"}.get(question.kind, "answer"), "story")
