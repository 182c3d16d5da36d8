"""Words cut into pieces, windows over a text, and what the language model beneath the act network makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coding.encoder import CONTEXT, MOST, WINDOW, Pieces, windows
from dragoman.coding.network import TYPES, load_network

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "*", "#", "em", "embassy", "##bas", "##sy", "##s", "-", "'", "a"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("embassy", ["embassy"]),
        ("Embassys", ["embassy", "##s"]),
        ("ÉMBASSY", ["embassy"]),
        ("em-a", ["em", "-", "a"]),
        ("a's", ["a", "'", "[UNK]"]),
        ("x", ["[UNK]"]),
        ("a-" * 9, ["a", "-"] * (MOST // 2)),
    ],
)
def test_a_word_is_cut_into_the_longest_pieces(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[number] for number in Pieces(VOCABULARY).cut(word)] == pieces


@given(st.lists(st.lists(st.lists(st.integers(1, MOST), max_size=90), min_size=1, max_size=8), min_size=1, max_size=4))
def test_windows_take_every_word_once_and_stay_small(texts: list[list[list[int]]]) -> None:
    pieces: list[tuple[int, ...]] = []
    runs = []
    for run in texts:
        runs.append([])
        for sentence in run:
            first = len(pieces)
            pieces += [(0,) * size for size in sentence]
            runs[-1].append((first, len(pieces)))
    found = windows(pieces, [run for run in runs if run[0][0] < run[-1][1]])
    assert [word for one in found for word in range(one.first, one.last)] == list(range(len(pieces)))
    for one in found:
        assert sum(len(each) for each in pieces[one.before : one.first]) <= CONTEXT
        assert sum(len(each) for each in pieces[one.first : one.last]) <= WINDOW + MOST


def test_a_sentence_that_fits_is_not_split() -> None:
    pieces = [(0,)] * (WINDOW + 20)
    found = windows(pieces, [[(0, WINDOW - 10), (WINDOW - 10, WINDOW + 20)]])
    assert [(one.first, one.last) for one in found] == [(0, WINDOW - 10), (WINDOW - 10, WINDOW + 20)]
    assert found[1].before == WINDOW - 10 - CONTEXT


def test_a_text_is_read_the_same_in_parts(read) -> None:  # type: ignore[no-untyped-def]
    network = load_network()
    reading = read("Stalin received Hoxha in Moscow in 1949. Albania broke off relations with Yugoslavia. " * 12)
    seen = network.eye.see(reading, range(len(reading.sentences)))
    whole = network.encode(seen)
    half = len(seen.start) // 2
    assert np.array_equal(whole, np.concatenate([network.encode(seen, 0, half), network.encode(seen, half)]))


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient", "wanted"),
    [
        ("France expelled two Libyan diplomats on Monday.", "France", "two Libyan diplomats", "SANCTION"),
        ("France praised Libya for its restraint.", "France", "Libya", "SUPPORT"),
        ("Libya was accused by France of arming the rebels.", "France", "Libya", "ACCUSE"),
        ("The premier of Malta called on Libya to release the ship.", "The premier of Malta", "Libya", "REQUEST"),
    ],
)
def test_the_type_between_two_parties(sentence: str, actor: str, recipient: str, wanted: str) -> None:
    spans = [(sentence.index(words), sentence.index(words) + len(words)) for words in (actor, recipient)]
    shares = load_network().between(sentence, spans[0], spans[1])
    assert TYPES[int(shares.argmax())] == wanted
    assert float(shares.sum()) == pytest.approx(1.0, abs=1e-5)
