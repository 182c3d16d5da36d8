"""Formal acts beside what the clauses of a sentence tell: added once, never doubled, quoted as they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.coding.casebook import Code

from dragoman.coding.coder import Coder
from dragoman.coding.formal_accounts import NAME, complete, find_tellings
from dragoman.model.text import Reading
from dragoman.vocab.formal_cues import load_formal_cues
from dragoman.vocab.scheme import load_scheme

Read = Callable[..., Reading]

CLOSED = "The Danish Embassy in Damascus was closed on July 3, 1967."
BROKEN = "Denmark broke off diplomatic relations with Syria on July 3, 1967."


def test_an_act_without_an_account_gets_one_whose_evidence_slices_the_text(read: Read) -> None:
    text = f"Much was said that year. {CLOSED}"
    [account] = complete(read(text), [])
    assert (account.coder, account.mode, account.date) == (NAME, "close-mission", "1967-07-03")
    for evidence in (account.evidence, account.sentence):
        evidence.check(text)
    assert account.evidence.quote == "Danish Embassy in Damascus was closed"


def test_an_account_without_a_mode_gets_the_acts(code: Code) -> None:
    [account] = code(CLOSED)
    assert (account.event_type, account.mode, account.date) == ("SANCTION", "close-mission", "1967-07-03")


def test_an_act_that_a_clause_tells_is_not_doubled(code: Code, read: Read) -> None:
    assert list(find_tellings(read(BROKEN)))
    [account] = [one for one in code(BROKEN) if one.event_type == "SANCTION"]
    assert account.coder != NAME


def test_an_account_without_a_day_of_its_own_gets_the_acts(coder: Coder, read: Read) -> None:
    reading = read(BROKEN)
    [account] = [one for one in coder.code(reading) if one.event_type == "SANCTION"]
    [dated] = complete(reading, [replace(account, date=None, date_how="")])
    assert (dated.date, dated.date_how) == ("1967-07-03", "explicit")
    [kept] = complete(reading, [replace(account, date="1950", date_how="explicit")])
    assert kept.date == "1950"


def test_accounts_come_in_text_order(code: Code) -> None:
    accounts = code(f"In May 1966 Denmark attacked Syria. {CLOSED} In May 1968 Denmark attacked Syria.")
    assert [one.date for one in accounts] == ["1966-05", "1967-07-03", "1968-05"]


def test_without_a_parser_too(flat_coder: Coder, read: Read) -> None:
    assert [one.mode for one in flat_coder.code(read(CLOSED))] == ["close-mission"]


@pytest.mark.parametrize(
    "text",
    [
        CLOSED.replace("was", "will be"),
        CLOSED.replace("on July 3, 1967", "again"),
        CLOSED.replace("in Damascus ", ""),
        f"“{CLOSED}”",
        CLOSED.replace("Embassy in Damascus", "cable to Syria"),
    ],
)
def test_what_is_open_undated_quoted_or_of_one_state_is_left(text: str, read: Read) -> None:
    assert list(find_tellings(read(text))) == []


def test_every_class_that_gives_accounts_is_a_formal_act_of_the_scheme() -> None:
    scheme = load_scheme()
    for name in load_formal_cues().formal.values():
        assert scheme.formal(name).name == name
