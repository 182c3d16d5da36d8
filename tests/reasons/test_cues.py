"""The lists of causal expressions and themes, and how they are found."""

from __future__ import annotations

from dragoman.reasons.cues import load_cues
from dragoman.reasons.themes import load_themes


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.cue.form) for hit in load_cues().find(text)]


def test_longest_cue_wins() -> None:
    assert found("They left because of it.") == [("because of", "phrase")]
    assert ("as a result of", "phrase") in found("It fell as a result of war.")


def test_cues_are_whole_words() -> None:
    assert found("The causeway was reforced.") == []


def test_letters_of_a_longer_cue_that_is_no_word_hide_no_shorter_one() -> None:
    assert ("result", "outcome") in found("It was the result of war.")
    assert load_cues().opens("It was the result of war.")


def test_verbs_are_found_in_every_form() -> None:
    for form in ("provoke", "provokes", "provoked", "provoking"):
        assert (form, "verb") in found(f"It {form} them.")
    assert ("drove", "verb") in found("Hunger drove them out.")


def test_a_cue_in_capitals_is_found() -> None:
    assert found("BECAUSE OF IT") == [("BECAUSE OF", "phrase")]


def test_weak_cues_do_not_open_a_sentence() -> None:
    cues = load_cues()
    assert not cues.opens("He went to Paris for a year, as before.")
    assert cues.opens("He went because he was told to.")


def test_letters_that_grow_in_lower_case_do_not_move_offsets() -> None:
    text = "İzmir fell because of hunger."
    assert all(text[hit.start : hit.end].lower() == hit.cue.words for hit in load_cues().find(text) if hit.cue.words)


def test_themes_of_causes() -> None:
    themes = load_themes()
    assert themes.of("the refusal of credits and grain") == ("economy",)
    assert themes.of("revisionism and the loss of the naval base") == ("ideology", "security")
    assert themes.of("an insult at the frontier") == ("security", "prestige")
    assert themes.of("the weather") == ()
    assert list(themes.names) == ["ideology", "economy", "security", "leadership", "patrons", "prestige", "history"]


def test_themes_match_whole_words_only() -> None:
    assert load_themes().of("He was afraid of the warden.") == ()
