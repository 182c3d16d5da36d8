"""Every rule of source criticism against cases that are data: texts on which it fires, and texts on which it does not.

A case has one ``text`` or several ``documents``; its ``accounts`` name their words by ``quote``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.accounts.criticism import criticise, criticise_corpus
from dragoman.accounts.independence import find_borrowings
from dragoman.accounts.reconcile import reconcile
from dragoman.accounts.rules import CORPUS_RULES, RULE_IDS, RULES, Corpus, Quoted
from dragoman.comparing import read_text
from dragoman.mentions.references import read_references
from dragoman.model import Account, Document, Evidence, Party, Source, evidence
from dragoman.model.text import Reading
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority

PATH = Path(__file__).resolve().parents[1] / "cases" / "criticism.jsonl"
CASES = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]
SOURCE = Source(id="src_1", csl={"title": "A made text"})


def reading_of(number: int, text: str, written: str | None) -> Reading:
    document = Document(
        id=f"doc_{number}", source_id=f"src_{number}", path=f"made{number}.txt", text=text, written=written
    )
    return make_reading(document, Authority.load())


def account_of(number: int, reading: Reading, told: dict[str, Any]) -> Account:
    text = reading.document.text
    start = text.index(told["quote"])
    words = Evidence(passage_id="psg", start=start, end=start + len(told["quote"]), quote=told["quote"])
    sentence = next((one for one in reading.sentences if one.start <= start < one.end), None)
    parties = {
        side: tuple(Party(id=id, state=id, text=told.get("party", id)) for id in told.get(side, ()))
        for side in ("actors", "recipients")
    }
    own = {key: told[key] for key in ("date", "mode", "status", "speaker", "cited") if key in told}
    return Account(
        id=f"acc_{number}",
        document_id=reading.document.id,
        event_type=told.get("event_type", "CONSULT"),
        date_how="explicit",
        sentence=evidence("psg", text, sentence.start, sentence.end) if sentence else words,
        evidence=words,
        confidence=0.9,
        coder="made",
        **parties,
        **own,
    )


def found_in(case: dict[str, Any]) -> set[str]:
    """The rules that object to a case."""
    texts = case.get("documents") or [case["text"]]
    readings = [reading_of(number, text, case.get("written")) for number, text in enumerate(texts)]
    accounts = [
        account_of(number, readings[told.get("document", 0)], told)
        for number, told in enumerate(case.get("accounts", ()))
    ]
    found = {
        finding.rule
        for reading in readings
        for finding in criticise(reading, SOURCE, accounts, references=read_references(reading))
    }
    if len(readings) > 1:
        found |= {one.rule for one in criticise_corpus(corpus_of(readings, accounts))}
    return found


def corpus_of(readings: list[Reading], accounts: list[Account]) -> Corpus:
    by_id = {one.document.id: one for one in readings}
    texts = {id: read_text(one.document) for id, one in by_id.items()}
    quoted = [
        Quoted(
            document_id=id,
            evidence=evidence("psg", one.document.text, *one.view.span(quotation.start, quotation.end)),
            text=one.view.text[quotation.start : quotation.end],
        )
        for id, one in by_id.items()
        for quotation in one.quotations
    ]
    return Corpus(
        documents={id: one.document for id, one in by_id.items()},
        quoted=tuple(quoted),
        borrowings=find_borrowings(list(by_id), texts.get),
        events=reconcile(accounts, score=lambda event_type, mode: 0.0),
        accounts={account.id: account for account in accounts},
    )


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{one['rule']}-{one['fires']}" for n, one in enumerate(CASES, 1)])
def test_a_rule_fires_where_it_should_and_nowhere_else(case: dict[str, Any]) -> None:
    assert (case["rule"] in found_in(case)) is case["fires"]


def test_of_quotations_that_differ_the_one_that_stands_alone_is_objected_to() -> None:
    said = "The envoy said: “We have neither the bread nor the {} that your letter asks of us, and we shall say so”"
    readings = [
        reading_of(number, said.format(word), None) for number, word in enumerate(("oxen", "patience", "patience"))
    ]
    for order in (readings, readings[1:] + readings[:1]):
        found = [one for one in criticise_corpus(corpus_of(order, [])) if one.rule == "quotation-differs"]
        assert [(one.document_id, "oxen" in one.evidence.quote) for one in found] == [("doc_0", True)]


def test_every_rule_has_cases_of_both_kinds_and_is_documented_and_named_once() -> None:
    rules = (*RULES, *CORPUS_RULES)
    assert len(rules) == len(RULE_IDS)
    assert {(one["rule"], one["fires"]) for one in CASES} == {(id, fires) for id in RULE_IDS for fires in (True, False)}
    assert all(rule.doc and rule.severity in ("error", "warning", "note") for rule in rules)


def test_the_manual_lists_every_rule_as_it_is() -> None:
    page = (PATH.parents[2] / "docs" / "criticism.md").read_text(encoding="utf-8")
    told = {
        tuple(cell.strip() for cell in line.split("|")[1:4]) for line in page.splitlines() if line.startswith("| `")
    }
    known = {(f"`{rule.id}`", rule.severity, rule.doc) for rule in RULES}
    assert told == known | {(f"`{rule.id}`", rule.severity, rule.doc) for rule in CORPUS_RULES}
