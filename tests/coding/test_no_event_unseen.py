"""The 500 sentences that name states and tell no event: what they are, apart from what the coder makes of them."""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks.false_events import crosses, rows
from tests.coding.casebook import GAPS, cases
from tests.records import TEXT, a_document, an_account

from dragoman.mentions.actors import Spotter
from dragoman.model import Document, Party
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority


def test_there_are_five_hundred_each_once_of_many_kinds_and_lengths() -> None:
    found = rows()
    assert len({row["text"] for row in found}) == len(found) == 500
    assert all(set(row) == {"text", "why"} for row in found)
    kinds = Counter(row["why"] for row in found)
    assert len(kinds) == 20 and max(kinds.values()) < 40
    lengths = sorted(len(row["text"].split()) for row in found)
    assert (lengths[0], lengths[-1]) == (6, 45)


def test_none_is_a_case_that_rules_are_made_for() -> None:
    known = {case.values[0]["text"] for case in [*cases(), *cases(GAPS)]}
    assert known.isdisjoint(row["text"] for row in rows())


def test_most_name_two_states_so_that_there_is_something_to_fall_for(authority: Authority, spotter: Spotter) -> None:
    several = 0
    for number, row in enumerate(rows()):
        document = Document(id=f"doc_{number}", source_id="src_made", path="made.txt", text=row["text"])
        reading = make_reading(document, authority, spotter=spotter)
        several += len({one.state for one in reading.actors if one.state}) > 1
    assert several >= 400


@pytest.mark.parametrize(("recipient", "wanted"), [("SUN", True), ("ALB", False)])
def test_an_account_crosses_a_border_when_its_sides_are_of_two_states(recipient: str, wanted: bool) -> None:
    other = (Party(id=recipient, state=recipient, text="the Soviet Union"),)
    assert crosses(an_account(a_document(TEXT), recipients=other)) is wanted
