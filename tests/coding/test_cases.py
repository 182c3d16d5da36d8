"""The coding cases: a sentence, what must be coded from it, and the rule that it stands for.

One file for each event type in ``tests/cases/coding``. A case may carry the sentence told ``before`` it, other ``types``
that the codebook allows too, and ``either_way`` where who began is open. Its account must be there, and nothing else may
be asserted between the same states.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.coding.coder import Coder
from dragoman.mentions.actors import Spotter
from dragoman.model import Account, Document
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority

CASES = Path(__file__).resolve().parents[1] / "cases" / "coding"


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield pytest.param(json.loads(line), id=f"{path.stem}-{number}")


@pytest.fixture(scope="module")
def code() -> Any:
    authority, coder = Authority.load(), Coder()
    spotter = Spotter(authority)

    def run(text: str) -> list[Account]:
        document = Document(id="doc_case", source_id="src_case", path="case.txt", text=text)
        return list(coder.code(make_reading(document, authority, spotter=spotter)))

    return run


def sides(account: Account) -> tuple[list[str], list[str]]:
    return sorted({one.state for one in account.actors}), sorted({one.state for one in account.recipients})


def fits(account: Account, wanted: dict[str, Any], case: dict[str, Any]) -> bool:
    actors, recipients = sides(account)
    right = (actors, recipients) == (wanted["actors"], wanted["recipients"])
    if case.get("either_way"):
        right = sorted(actors + recipients) == sorted(wanted["actors"] + wanted["recipients"])
    return (
        right
        and account.event_type in case.get("types", [wanted["event_type"]])
        and account.status == wanted["status"]
        and account.date == wanted.get("date", account.date)
        and account.mode == case.get("mode", account.mode)
    )


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any], code: Any) -> None:
    text = f"{case['before']} {case['text']}" if "before" in case else case["text"]
    found = [one for one in code(text) if one.sentence.end > len(text) - len(case["text"])]
    shown = [(one.event_type, *sides(one), one.status, one.date, one.evidence.quote) for one in found]
    for one in found:
        one.evidence.check(text)
        one.sentence.check(text)
    for wanted in case["expect"]:
        assert any(fits(one, wanted, case) for one in found), (case["rule"], shown)
    if not case["expect"]:
        assert [one for one in shown if one[3] == "asserted"] == [], case["rule"]
