from tests.build import Builder
from tests.ui.lesson.shown import texts
from visualizer.course.explain import explain
from visualizer.ui.lesson.glossary_lines import glossary_lines
from visualizer.ui.lesson.why_lines import why_lines


def test_the_rule_its_source_its_sentence_and_its_words() -> None:
    event = Builder("wsgi").leave("parse", "head", method=b"GET", headers=[(b"a", b"b")])
    rule = explain(event)
    assert rule is not None
    said = texts(why_lines(event, 2000))
    assert said[:2] == ["parse head  exit", "1 headers"]
    assert f"│ “{rule.sentence}”" in said
    assert f"│ {rule.source}" in said
    assert any(text.startswith(f"{rule.words[0]}  ") for text in said)


def test_the_applications_own_code_is_explained_too() -> None:
    assert len(why_lines(Builder("wsgi").enter("view", "hello"), 60)) > 4


def test_an_event_of_an_unknown_kind_is_named() -> None:
    assert texts(why_lines(Builder("wsgi").point("proxy", "something new"), 60)) == ["proxy something new  point", ""]


def test_without_an_event_it_says_how_to_begin() -> None:
    assert texts(why_lines(None, 100)) == ["Nothing has happened yet. Press → for the first event."]


def test_the_glossary_has_every_term() -> None:
    said = texts(glossary_lines(80))
    assert "ASGI" in said
    assert said.index("ASGI") < said.index("WSGI")
