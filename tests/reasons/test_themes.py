"""Themes of causes: by the word lists, by trained weights, by both; and the causes that the weights learn from."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from train.themes import FOLDER, KEPT, cross_validate, read_causes, score

from dragoman.reasons.theme_weights import load_theme_weights, theme_traits
from dragoman.reasons.themes import find_themes, load_themes
from dragoman.worker import find_vectors

THEMES = load_themes()


@pytest.mark.parametrize(
    ("cause", "theme"),
    [
        ("the bakers had no flour and the savings bank had shut its doors", "economy"),
        ("eleven battalions crossed the ford before daybreak", "security"),
        ("the prime minister might lose his seat in the autumn", "leadership"),
        ("our delegate was left standing in the hall like a servant", "prestige"),
        ("they had been baptised by the same monks a thousand years before", "history"),
        ("Belgrade had made its peace with Moscow without asking us", "patrons"),
    ],
)
def test_the_weights_find_what_no_word_of_the_lists_tells(cause: str, theme: str) -> None:
    assert theme not in THEMES.of(cause)
    assert theme in find_themes(cause, THEMES, load_theme_weights(), find_vectors())


def test_what_is_of_no_theme_stays_so() -> None:
    for cause in ("the ferry had engine trouble", "it had rained all night"):
        assert find_themes(cause, THEMES, load_theme_weights(), find_vectors()) == ()


def test_a_word_that_a_historian_adds_takes_effect_at_once() -> None:
    cause = "the ferry had engine trouble"
    words = {**THEMES.words, "history": (*THEMES.words["history"], "ferr*")}
    added = replace(THEMES, words=words)
    for vectors in (find_vectors(), None):
        before = find_themes(cause, THEMES, load_theme_weights(), vectors)
        assert "history" not in before
        assert set(find_themes(cause, added, load_theme_weights(), vectors)) == {*before, "history"}


def test_without_weights_the_lists_decide_and_without_vectors_the_words() -> None:
    cause = "the refusal of credits and grain"
    assert find_themes(cause, THEMES, None) == ("economy",)
    assert "economy" in find_themes(cause, THEMES, load_theme_weights())
    assert find_themes("", THEMES, load_theme_weights(), find_vectors()) == ()


def test_vectors_of_another_width_are_not_used() -> None:
    weights = load_theme_weights()
    assert weights is not None

    def narrow(words: object) -> object:
        import numpy as np

        return np.ones((len(list(words)), 3), np.float32)  # type: ignore[call-overload]

    cause = "the mills stood idle"
    assert weights.odds(cause, (), narrow) == weights.odds(cause, (), None)  # type: ignore[arg-type]


def test_traits_are_words_beginnings_pairs_and_lists() -> None:
    assert theme_traits(["The", "mills", "standing"], ["economy"]) == [
        "listed economy", "pair mills standing", "pair the mills", "stem stand", "word mills", "word standing",
        "word the",
    ]  # fmt: skip


def test_the_causes_to_learn_from_are_well_formed_and_apart_from_those_kept() -> None:
    paths = sorted(FOLDER.glob("*.txt"))
    learnt = read_causes([path for path in paths if path.stem != KEPT], THEMES, plain=True)
    kept = read_causes([FOLDER / f"{KEPT}.txt"], THEMES, plain=True)
    assert len(learnt.words) >= 1200
    assert len(kept.words) >= 200
    assert len({*learnt.words, *kept.words}) == len(learnt.words) + len(kept.words)
    assert (learnt.right.sum(1) > 1).sum() * 4 >= len(learnt.words)
    assert (learnt.right.sum(0) >= 150).all()


def test_a_line_without_a_known_theme_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "causes.txt"
    path.write_text("# head\neconomy | dear bread\nweather | rain\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"causes\.txt, line 3: expected themes, a bar and a cause"):
        read_causes([path], THEMES, plain=True)


def test_weights_learn_from_words_alone(tmp_path: Path) -> None:
    path = tmp_path / "causes.txt"
    dear, cold = [f"dear flour in town {n}" for n in range(30)], [f"a cold wind in town {n}" for n in range(30)]
    lines = [f"economy | {one}" for one in dear] + [f"none | {one}" for one in cold]
    path.write_text("\n".join(lines), encoding="utf-8")
    causes = read_causes([path], THEMES, plain=True)
    assert score(cross_validate(causes) > 0, causes.right)[list(THEMES.names).index("economy")] == 1.0


def test_the_shipped_weights_are_small() -> None:
    assert len((files("dragoman.vocab") / "data" / "themes.npz").read_bytes()) < 300_000
