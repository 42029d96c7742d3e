"""Why an event is there, as lines: what it reports, the rule that asks for it word for word, the words to look up."""

from collections.abc import Iterator
from functools import lru_cache

from visualizer.course import glossary
from visualizer.course.explain import Rule, explain
from visualizer.trace import Event
from visualizer.ui.canvas import BLANK, Line, Span, wrap
from visualizer.ui.lesson.facts import fact, label
from visualizer.ui.lesson.markdown import inline
from visualizer.ui.live.hold_lines import held_lines
from visualizer.vocabulary.names import kind_of


def why_lines(event: Event | None, width: int, held: str = "") -> list[Line]:
    """The explanation of an event; of none, how to begin. `held` is what there is to say of its having been held."""
    if event is None:
        return wrap([Span("Nothing has happened yet. Press "), Span("→", "key"), Span(" for the first event.")], width)
    lines = wrap([Span(label(event.stage, event.name), "heading"), Span(f"  {event.phase}", "muted")], width)
    if said := fact(event):
        lines += wrap([Span(said, "muted")], width)
    lines += [*held_lines(held, width), BLANK]
    kind = kind_of(event.stage, event.name)
    if kind is not None:
        lines += [*wrap([Span(kind.says, "strong")], width), BLANK]
    rule = explain(event)
    return [*lines, *(_rule(rule, width) if rule is not None else ())]


@lru_cache(maxsize=128)
def _rule(rule: Rule, width: int) -> tuple[Line, ...]:
    return tuple(_rule_lines(rule, width))


def _rule_lines(rule: Rule, width: int) -> Iterator[Line]:
    yield from wrap(inline(rule.why), width)
    yield BLANK
    for line in wrap([Span(f"“{rule.sentence}”", "emphasis")], width - 2):
        yield line._replace(left=(Span("│ ", "accent"), *line.left))
    for line in wrap([Span(rule.source, "muted")], width - 2):
        yield line._replace(left=(Span("│ ", "accent"), *line.left))
    for word in rule.words:
        term = glossary.find(word)
        if term is not None:
            yield BLANK
            yield from wrap([Span(f"{term.name}  ", "own"), *inline(term.meaning)], width, indent=2)
