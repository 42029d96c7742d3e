"""Hypothesis strategies for whatever a trace may hold."""

from typing import get_args

from hypothesis import strategies as st

from tests.build import source_file
from visualizer.trace import Event, Header, Place, Scenario, Source, SourceFile, Value
from visualizer.trace.event import Observer, Outcome, Phase, Stage
from visualizer.trace.values import Bytes, Cut, Float, Int, List, Map, Masked, Object, Surrogates, Tuple

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
"""Any text that a file can hold: lone surrogates have a tag of their own."""
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10)
small = st.integers(1, 2**63 - 1)
lengths = st.integers(0, 2**63 - 1)


def _nested(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    items = st.lists(inner, max_size=4)
    return st.one_of(
        items.map(Tuple),
        items.map(List),
        st.lists(st.tuples(inner, inner), max_size=4).map(Map),
        st.builds(Cut, inner, lengths),
    )


values: st.SearchStrategy[Value] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        text,
        st.binary(max_size=20).map(lambda data: Bytes(data.decode("latin-1"))),
        st.sampled_from([Float("nan"), Float("inf"), Float("-inf")]),
        st.integers().map(lambda number: Int(str(number))),
        st.text(max_size=10).map(lambda raw: Surrogates(raw.encode("utf-8", "surrogatepass").decode("latin-1"))),
        st.builds(Object, text, text),
        st.builds(Masked, lengths),
    ),
    _nested,
    max_leaves=10,
)

places = st.builds(Place, process=lengths, thread=text, task=st.none() | text)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event that is right in itself, of one lane or another, naming source 1 or none."""
    phase = draw(st.sampled_from(get_args(Phase)))
    first = draw(st.integers(1, 10))
    return Event(
        seq=draw(small),
        time=draw(lengths),
        lane=draw(words),
        connection=draw(st.none() | small),
        exchange=draw(st.none() | small),
        stage=draw(st.sampled_from(get_args(Stage))),
        name=draw(words),
        phase=phase,
        outcome=draw(st.sampled_from(get_args(Outcome))) if phase == "exit" else None,
        place=draw(places),
        data=draw(st.dictionaries(text, values, max_size=4)),
        source=draw(st.none() | st.builds(Source, st.just(1), st.just(first), st.integers(first, 20))),
        observer=draw(st.sampled_from(get_args(Observer))),
    )


headers = st.builds(
    Header,
    scenario=st.builds(Scenario, text, st.lists(words, max_size=4, unique=True).map(tuple)),
    versions=st.dictionaries(text, text, max_size=3),
    platform=text,
    clock=st.tuples(lengths, lengths),
)
source_files: st.SearchStrategy[SourceFile] = st.builds(source_file, small, words, text)
