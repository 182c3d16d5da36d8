"""What holds for every account of every text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.casebook import GAPS, cases

from dragoman.coding.coder import Coder
from dragoman.coding.decide import TWICE_AS_SURE
from dragoman.model import Account
from dragoman.model.text import Reading
from dragoman.vocab.edtf import parse
from dragoman.vocab.lexicon import load_lexicon
from dragoman.vocab.scheme import load_scheme

Read = Callable[..., Reading]

TOLD = [one.values[0]["text"] for one in [*cases(), *cases(GAPS)]]
NOISE = (
    "(Hoxha, 1980, p. 12)", "He said so.", "“They attacked us,” he wrote.", "The two countries signed a treaty.",
    "In 1955", "It was", "—", "…", "1961.", "\n\n", "They did not.", "Moscow!", "the", "“", "”", "d'affaires",
    "accused", "of", "by the Soviet Union", "and Albania", "which", "Re-\nlations", "İstanbul", "\u00a0", "\t",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(TOLD), st.sampled_from(NOISE)), min_size=1, max_size=7).map(" ".join)


def told(accounts: list[Account]) -> list[tuple[str, str, str]]:
    return [(one.id, one.event_type, one.evidence.quote) for one in accounts]


def check(accounts: list[Account], reading: Reading) -> None:
    scheme = load_scheme()
    types = {one.name for one in scheme.event_types}
    text = reading.document.text
    passages = {one.id: one for one in reading.passages}
    assert len({one.id for one in accounts}) == len(accounts)
    for one in accounts:
        one.evidence.check(text)
        one.sentence.check(text)
        assert one.sentence.start <= one.evidence.start < one.evidence.end <= one.sentence.end
        assert one.evidence.passage_id in passages
        assert passages[one.sentence.passage_id].start <= one.sentence.start
        assert one.sentence.quote == one.sentence.quote.strip()
        assert one.document_id == reading.document.id
        assert one.event_type in types
        scheme.score(one.event_type, one.mode, one.status)
        parties = one.actors + one.recipients
        assert all(party.state for party in parties)
        assert len({party.state for party in parties}) >= 2
        assert not {party.state for party in one.actors} & {party.state for party in one.recipients}
        assert 0 <= one.confidence <= 1
        assert bool(one.date) == bool(one.date_how)
        if one.date:
            parse(one.date)
        for party in parties:
            assert party.text in reading.view.text


@settings(deadline=None, max_examples=60)
@given(text=TEXTS)
def test_every_account_holds_together(coder: Coder, read: Read, text: str) -> None:
    reading = read(text)
    accounts = list(coder.code(reading))
    check(accounts, reading)
    assert all(one.confidence >= coder.judge.cut for one in accounts)
    assert list(coder.code(reading)) == accounts


@settings(deadline=None, max_examples=20)
@given(text=TEXTS)
def test_every_account_without_a_parser_holds_together(flat_coder: Coder, read: Read, text: str) -> None:
    reading = read(text)
    accounts = list(flat_coder.code(reading))
    check(accounts, reading)
    assert list(flat_coder.code(reading)) == accounts


@settings(deadline=None, max_examples=15)
@given(st.lists(TEXTS, min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_one_document_says_nothing_about_the_next(coder: Coder, read: Read, texts: list[str], random: object) -> None:
    readings = [read(text, name=f"doc_{number}") for number, text in enumerate(texts)]
    alone = {one.document.id: list(coder.code(one)) for one in readings}
    mixed = list(readings)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert {one.document.id: list(coder.code(one)) for one in mixed} == alone


@settings(deadline=None, max_examples=15)
@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_documents_coded_side_by_side_do_not_mix(coder: Coder, read: Read, texts: list[str]) -> None:
    readings = [read(text, name=f"doc_{number}") for number, text in enumerate(texts)]
    alone = [list(coder.code(one)) for one in readings]
    running = [coder.code(one) for one in readings]
    found: list[list[Account]] = [[] for _ in readings]
    for _ in range(max(len(one) for one in alone) + 1):
        for mine, one in zip(found, running, strict=True):
            mine.extend(account for account in [next(one, None)] if account is not None)
    assert found == alone


def test_accounts_come_in_text_order(coder: Coder, read: Read) -> None:
    accounts = list(coder.code(read(" ".join(TOLD))))
    assert len(accounts) > 100
    assert all(a.sentence.start <= b.sentence.start for a, b in pairwise(accounts))


def test_the_same_words_hardly_tell_two_acts(coder: Coder, read: Read) -> None:
    text = "In December Washington gave Moscow the six months' notice by which it left the treaty of 1972."
    (notice,) = coder.code(read(text))
    assert notice.event_type == "THREATEN"
    within = [one.account for one in coder.candidates(read(" ".join(TOLD))) if one.account.status == "asserted"]
    sides = [({p.state for p in one.actors}, {p.state for p in one.recipients}) for one in within]
    pairs = [(a, b) for a in range(len(within)) for b in range(a) if sides[a] == sides[b]]
    shared = [
        (within[a], within[b])
        for a, b in pairs
        if max(within[a].evidence.start, within[b].evidence.start) < min(within[a].evidence.end, within[b].evidence.end)
    ]
    assert shared, "two acts of like confidence may stand in the same words"
    assert all(
        a.confidence < TWICE_AS_SURE * b.confidence and b.confidence < TWICE_AS_SURE * a.confidence for a, b in shared
    )


def test_the_same_words_in_two_documents_have_two_ids(coder: Coder, read: Read) -> None:
    text = "Japan attacked China."
    (one,), (other,) = (list(coder.code(read(text, name=name))) for name in ("doc_a", "doc_b"))
    assert one.id != other.id


def test_words_after_do_not_change_an_id(coder: Coder, read: Read) -> None:
    (one,) = coder.code(read("Japan attacked China."))
    assert one.id in [other.id for other in coder.code(read("Japan attacked China. Tito met Nasser."))]


def test_a_broken_line_is_joined_and_the_evidence_keeps_it(coder: Coder, read: Read) -> None:
    text = "In 1948 the Soviet Union broke off rela-\ntions with Yugoslavia."
    found = [one for one in coder.code(read(text)) if one.event_type == "SANCTION"]
    assert any("rela-\ntions" in one.evidence.check(text).quote for one in found)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "Albania", "(Hoxha, 1980)"])
def test_nothing_comes_of_nothing(coder: Coder, read: Read, text: str) -> None:
    assert list(coder.code(read(text))) == []


def test_a_citation_is_no_part_of_what_is_told(coder: Coder, read: Read) -> None:
    assert list(coder.code(read("Albania was attacked (Mussolini, 1939, p. 4)."))) == []


def test_a_line_of_the_users_own_lexicon_takes_effect(tmp_path: Path, coder: Coder, read: Read) -> None:
    text = "In 1955 the Soviet Union palavered Albania."
    extra = tmp_path / "mine.toml"
    extra.write_text('type = "PROTEST"\n[[verb]]\nlemma = ["palaver"]\nweight = 0.9\n', encoding="utf-8")
    mine = Coder(lexicon=load_lexicon(extra), parser=coder.parser)
    assert "PROTEST" not in {one.event_type for one in coder.code(read(text))}
    (told,) = [one for one in mine.code(read(text)) if one.event_type == "PROTEST"]
    assert told.confidence >= 0.9
    assert [[side.state for side in sides] for sides in (told.actors, told.recipients)] == [["SUN"], ["ALB"]]
