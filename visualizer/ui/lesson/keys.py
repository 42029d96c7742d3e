"""The keys of the lesson screen: each with its id, description and tooltip, and the few that the last line shows."""

from typing import NamedTuple

from textual.binding import Binding, BindingType

from visualizer.course.lesson import Question

CHARACTERS = {**{str(digit): str(digit) for digit in range(10)}, "full_stop": "."}
"""The keys that a prediction is made of, and what each says; the minus is a key of its own."""

BINDINGS: list[BindingType] = [
    Binding("right,n", "step(1)", "Next", id="lesson.next", tooltip="One step on, in every lane that has one"),
    Binding("left,p", "step(-1)", "Back", id="lesson.back", tooltip="One step back; the server never notices"),
    Binding("pagedown", "stop(1)", "Next stop", id="lesson.next_stop", tooltip="On to where the lesson stops next"),
    Binding("pageup", "stop(-1)", "Last stop", id="lesson.back_stop", tooltip="Back to the stop before"),
    Binding("home", "home", "First event", id="lesson.home", tooltip="To before the first event"),
    Binding("end", "end", "Last event", id="lesson.end", tooltip="To the last event that there is"),
    Binding("u", "undo", "Undo jump", id="lesson.undo", tooltip="Back to where the last jump came from"),
    Binding("space", "play", "Play", id="lesson.play", tooltip="Play on by itself, or stand still"),
    Binding("plus,equals_sign", "pace(1)", "Faster", id="lesson.faster", tooltip="Play faster"),
    Binding("minus", "pace(-1)", "Slower", id="lesson.slower", tooltip="Play slower"),
    *(
        Binding(key, f"say('{said}')", "Answer", id=f"lesson.say_{key}", tooltip="Predict: choose, put in order, type")
        for key, said in CHARACTERS.items()
    ),
    Binding("enter", "say('enter')", "Settle", id="lesson.settle", tooltip="That is my answer"),
    Binding("backspace", "say('backspace')", "Take back", id="lesson.unsay", tooltip="Take back what was said last"),
    Binding("s", "say('skip')", "Skip", id="lesson.skip", tooltip="Make no prediction"),
    Binding("c", "claim", "Claim", id="lesson.claim", tooltip="To an event that proves, or disproves, the next claim"),
    Binding("E", "edit_code", "Edit", id="lesson.edit_code", tooltip="Your copy of the code in $EDITOR; then it runs"),
    Binding("H", "hint", "Hint", id="lesson.hint", tooltip="One hint more to the task; after the last the solution"),
    Binding("R", "reset_code", "Begin anew", id="lesson.reset_code", tooltip="A new copy; the old one is kept"),
    Binding("z", "zoom", "Zoom", id="lesson.zoom", tooltip="The pane that has the keys over the whole screen"),
    Binding("left_square_bracket", "tab(-1)", "Tab left", id="lesson.tab_left", tooltip="Data, Bytes, Code, Messages"),
    Binding(
        "right_square_bracket", "tab(1)", "Tab right", id="lesson.tab_right", tooltip="Data, Bytes, Code, Messages"
    ),
    Binding("l", "lane", "Other lane", id="lesson.lane", tooltip="Look at the next lane"),
    Binding("w", "why", "Why", id="lesson.why", tooltip="Why this event is here: its rule and its words"),
    Binding("g", "glossary", "Glossary", id="lesson.glossary", tooltip="The words of the field"),
    Binding("slash", "find", "Find", id="lesson.find", tooltip="Find an event and jump to it"),
    Binding("e", "edit", "Request", id="lesson.edit", tooltip="Change the request and send it"),
    Binding("r", "run", "Run again", id="lesson.run", tooltip="Send the request again, to every lane"),
    Binding("escape,q", "leave", "Back", id="lesson.leave", tooltip="Make the pane small again, or leave"),
]


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
EDIT = Hint("e", "request", "edit")
RUN = Hint("r", "run", "run")
FIND = Hint("/", "find", "find")
ZOOM = Hint("z", "zoom", "zoom")
SMALL = Hint("z", "small again", "zoom")
HELP = Hint("?", "help", "app.help")


CLAIM = Hint("c", "claim", "claim")
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
