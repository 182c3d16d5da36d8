"""The words of each context, and that each is a context of the scheme."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from dragoman.vocab.contexts import load_contexts
from dragoman.vocab.scheme import load_scheme


def test_every_list_is_a_context_of_the_scheme() -> None:
    raw = tomllib.loads((files("dragoman.vocab") / "data" / "contexts.toml").read_text("utf-8"))
    assert set(raw) <= set(load_scheme().contexts)
    assert all(word == word.lower() and word for words in raw.values() for word in words)


def test_a_word_may_show_several() -> None:
    assert load_contexts()["oil"] == ("economic", "resource")
    assert "albania" not in load_contexts()
