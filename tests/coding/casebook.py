"""The coding cases as data: reading them, coding them, and saying what is wrong with what came out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from dragoman.model import Account

CASES = Path(__file__).resolve().parents[1] / "cases" / "coding"
GAPS = "known_gaps"
"""The file of reasonable sentences that the coder gets wrong as yet."""

Case = Mapping[str, Any]
Code = Callable[..., list[Account]]
"""``code(text, written=..., standpoint=...)``: the accounts of a made document."""


def cases(stem: str = "") -> Iterator[Any]:
    """The cases of every file but the gaps, or those of ``stem`` alone, as pytest parameters."""
    for path in sorted(CASES.glob("*.jsonl")):
        if path.stem == stem or (not stem and path.stem != GAPS):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                yield pytest.param(json.loads(line), id=f"{path.stem}-{number}")


def sides(account: Account) -> tuple[list[str], list[str]]:
    """The states that act and those acted upon, sorted."""
    return sorted({one.state for one in account.actors}), sorted({one.state for one in account.recipients})


def told(account: Account) -> tuple[object, ...]:
    """An account in short, for messages."""
    return (account.event_type, *sides(account), account.status, account.date, account.evidence.quote)


def fits(account: Account, wanted: Case, case: Case) -> bool:
    """Is this the account that the case asks for?"""
    actors, recipients = sides(account)
    right = (actors, recipients) == (wanted["actors"], wanted["recipients"])
    if case.get("either_way"):
        right = sorted(actors + recipients) == sorted(wanted["actors"] + wanted["recipients"])
    return (
        right
        and account.event_type in case.get("types", [wanted["event_type"]])
        and account.status == wanted["status"]
        and account.date == wanted.get("date", account.date)
        and account.speaker == wanted.get("speaker", account.speaker)
        and account.mode == case.get("mode", account.mode)
    )


def faults(case: Case, code: Code) -> list[str]:
    """What is wrong with the coding of a case, in words; nothing when it is right.

    Offsets that do not hold raise an EvidenceError: they are never a gap of the lexicon.
    """
    text = f"{case['before']} {case['text']}" if "before" in case else case["text"]
    found = [one for one in code(text, written=case.get("written")) if one.sentence.end > len(text) - len(case["text"])]
    for one in found:
        one.evidence.check(text)
        one.sentence.check(text)
    shown = [told(one) for one in found]
    if not case["expect"]:
        return [f"{case['rule']}: nothing happens, yet {one}" for one in shown if one[3] == "asserted"]
    return [
        f"{case['rule']}: {wanted} not among {shown}"
        for wanted in case["expect"]
        if not any(fits(one, wanted, case) for one in found)
    ]
