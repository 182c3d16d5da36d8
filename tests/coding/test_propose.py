"""A text read in blocks gives what it gives as a whole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dragoman.coding import propose
from dragoman.coding.coder import FLOOR, Coder
from dragoman.coding.options import before, options_at
from dragoman.coding.propose import Proposer
from dragoman.model.text import Reading

Read = Callable[..., Reading]

TEXT = " ".join(
    (
        "In May 1955 France and Italy signed a treaty of commerce.",
        "The weather was mild that spring.",
        "Two weeks later Greece accused Turkey of moving troops to the border.",
        "Turkey denied it and proposed talks.",
        "The harvest failed.",
        "Nobody remembers the name of the ship.",
        "The old harbour was rebuilt in stone.",
        "A painter lived there.",
        "In 1957 Poland and Hungary exchanged ambassadors, and Sweden offered Finland a loan.",
        "They met again in Helsinki.",
    )
)


def proposer(coder: Coder, reading: Reading) -> Proposer:
    return Proposer(reading, coder.network, coder.gate, home=coder.home(reading), floor=FLOOR)


def test_small_blocks_give_the_accounts_of_one_large(coder: Coder, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read(TEXT)
    whole = list(coder.code(reading))
    assert len(whole) > 3
    monkeypatch.setattr(propose, "BLOCK", 1)
    assert len(list(proposer(coder, reading).blocks())) > 3
    parts = list(coder.code(reading))
    assert [(one.id, one.date, one.status, one.speaker) for one in parts] == [
        (one.id, one.date, one.status, one.speaker) for one in whole
    ]
    assert [one.confidence for one in parts] == pytest.approx([one.confidence for one in whole], abs=0.002)


def test_blocks_leave_no_sentence_out(coder: Coder, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(propose, "BLOCK", 20)
    reading = read(TEXT)
    blocks = list(proposer(coder, reading).blocks())
    assert [n for one in blocks for n in range(one.first, one.last)] == list(range(len(reading.sentences)))
    assert all(one.first <= n < one.last for one in blocks for n in one.worth)


def test_a_stretch_of_words_has_the_states_it_has_in_the_whole(coder: Coder, read: Read) -> None:
    reading = read(TEXT)
    seen = coder.network.eye.see(reading, range(len(reading.sentences)))
    whole = coder.network.encode(seen)
    for first, last in ((0, 5), (7, 31), (40, len(seen.start))):
        assert np.allclose(coder.network.encode(seen, first, last), whole[first:last], atol=1e-4)


def test_what_was_named_before_is_the_same_kept_or_not(coder: Coder, read: Read) -> None:
    reading = read(TEXT)
    seen = coder.network.eye.see(reading, range(len(reading.sentences)))
    for place in range(len(seen.start)):
        known = before(seen, seen.sentence[place])
        assert options_at(reading, seen, place, (), known) == options_at(reading, seen, place, ())
