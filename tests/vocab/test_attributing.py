"""The words by which a text hands on what others say."""

from __future__ import annotations

import pytest

from dragoman.errors import ConfigError
from dragoman.vocab.attributing import ORDER, load_attributing, read_attributing

PHRASES = {"according": ["according"], "views": [], "evidential": [], "papers": [], "headers": []}


def test_a_word_in_several_entries_takes_the_forms_of_all() -> None:
    takes = load_attributing().takes("verb", "suggest")
    assert takes["clause"] == "said"
    assert takes["object"] == "wanted"


def test_an_unknown_word_hands_on_nothing() -> None:
    assert not load_attributing().takes("verb", "walk")
    assert not load_attributing().takes("noun", "say")


def test_an_added_line_takes_effect() -> None:
    table = {"verb": [{"kind": "said", "takes": ["clause"], "words": ["aver"]}], "phrases": PHRASES}
    assert read_attributing(table).takes("verb", "aver") == {"clause": "said"}


def test_all_words_are_small_and_all_kinds_known() -> None:
    forms = load_attributing().forms
    assert all(word == word.lower() for _, word in forms)
    assert {kind for known in forms.values() for kind in known.values()} == set(ORDER)


@pytest.mark.parametrize("entry", [{"kind": "sung", "takes": [], "words": []}, {"kind": "said", "wordz": []}])
def test_a_wrong_entry_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        read_attributing({"verb": [entry], "phrases": PHRASES})
