"""The coding cases: a sentence, what must be coded from it, and the rule that it stands for.

One file for each event type in ``tests/cases/coding``. A case may carry the sentence told ``before`` it, the year it
was ``written``, other ``types`` that the codebook allows too, and ``either_way`` where who began is open. Its account
must be there; where nothing is expected, nothing may be asserted. ``known_gaps.jsonl`` holds what the coder gets wrong
as yet.
"""

from __future__ import annotations

import pytest
from tests.coding.casebook import CASES, GAPS, Case, Code, cases, faults


@pytest.mark.parametrize("case", cases())
def test_case(case: Case, code: Code) -> None:
    assert faults(case, code) == []


@pytest.mark.parametrize("case", cases(GAPS))
def test_known_gap_is_still_open(case: Case, code: Code) -> None:
    """A gap that got closed must leave the list, so that the list stays true."""
    assert faults(case, code) != [], f"closed: move this line to {case['file']}.jsonl, without its key 'file'"


def test_every_gap_names_the_file_it_will_move_to() -> None:
    stems = {path.stem for path in CASES.glob("*.jsonl")} - {GAPS}
    assert {case.values[0]["file"] for case in cases(GAPS)} <= stems


def test_no_sentence_stands_twice() -> None:
    told = [(one.values[0].get("before", ""), one.values[0]["text"]) for one in [*cases(), *cases(GAPS)]]
    assert len(told) == len(set(told))
