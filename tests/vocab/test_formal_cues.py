"""Cues of formal acts in a sentence."""

from __future__ import annotations

from dragoman.vocab.formal_cues import load_formal_cues


def cues(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.name) for one in load_formal_cues().find(text, 0, len(text))]


def test_a_word_needs_what_it_is_done_to() -> None:
    assert ("severed", "sever relations") in cues("They severed diplomatic relations.")
    assert all(name != "sever relations" for _, name in cues("They severed the cable."))


def test_all_forms_are_found() -> None:
    for text in ("the reopening of the legation", "they reopen embassies", "the Embassy was reopened"):
        assert "reopen mission" in [name for _, name in cues(text)], text


def test_a_foreign_minister_is_no_envoy() -> None:
    assert "appoint" not in [name for _, name in cues("A foreign minister was appointed.")]
    assert "appoint" in [name for _, name in cues("A minister to Ruritania was appointed.")]
