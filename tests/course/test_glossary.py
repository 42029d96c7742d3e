"""The glossary: found by word, in order, each term in plain sentences."""

import re

from visualizer.course.glossary import Term, find, glossary, parse


def test_parse_takes_headings_with_their_paragraphs() -> None:
    text = "# Glossary\n\nSome words.\n\n## event loop (loop)\nOne thread.\nMany tasks.\n\n## view\nA function.\n"
    assert parse(text) == (Term("event loop", "loop", "One thread.\nMany tasks."), Term("view", "", "A function."))


def test_terms_are_in_the_order_of_the_alphabet_and_none_is_there_twice() -> None:
    names = [term.name.lower() for term in glossary()]
    assert names == sorted(set(names))
    assert len(names) >= 40


def test_each_meaning_is_two_sentences() -> None:
    for term in glossary():
        text = re.sub(r"`[^`]*`", "x", term.meaning)
        assert len(re.findall(r"[.…](?: |$)", text)) == 2, term


def test_a_word_is_found_by_its_name_and_its_alias_in_any_case() -> None:
    loop = find("event loop")
    assert loop is not None
    assert find("Loop") == loop
    assert find(" EVENT LOOP ") == loop


def test_an_unknown_word_is_not_found() -> None:
    assert find("blockchain") is None
    assert find("") is None
