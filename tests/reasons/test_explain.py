"""Reasons of whole documents: who gives them, whom they concern, where their words are."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coding.parse import Parser, load_parser
from dragoman.model import Account, Document, Party, Reason
from dragoman.model.reading import evidence
from dragoman.model.text import Reading
from dragoman.reading import make_reading
from dragoman.reasons.explain import explain
from dragoman.vocab.actors import Authority


@pytest.fixture(scope="module")
def parser() -> Parser:
    loaded = load_parser()
    if loaded.nlp is None:
        pytest.skip("no parser is installed")
    return loaded


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.load()


def read(text: str, authority: Authority) -> Reading:
    return make_reading(Document(id="doc_1", source_id="src_1", path="a.txt", text=text), authority)


def reasons(text: str, authority: Authority, parser: Parser) -> list[Reason]:
    return list(explain(read(text, authority), (), parser.parse))


def test_every_span_is_cut_from_the_text(authority: Authority, parser: Parser) -> None:
    text = (
        "For some years the two governments had worked together and their ministers met every spring. The\n"
        "Soviet Union then cut its credits to the smaller of the two because Albania had sided openly with\n"
        "China in the great quarrel of those years. This led to a break that was to last for many decades.\n"
    )
    made = reasons(text, authority, parser)
    assert len(made) == 2
    for reason in made:
        for part in (reason.cause, reason.effect, reason.evidence):
            part.check(text)
        assert reason.evidence.start <= reason.cause.start and reason.cause.end <= reason.evidence.end
        assert reason.cue in text


def test_each_side_is_heard(authority: Authority, parser: Parser) -> None:
    text = (
        "According to the Yugoslavs, the quarrel was caused by Soviet pressure. "
        "According to the Soviet leaders, the cause of the quarrel was the arrogance of Belgrade."
    )
    first, second = reasons(text, authority, parser)
    assert (first.speaker, first.speaker_state) == ("the Yugoslavs", "YUG")
    assert (second.speaker, second.speaker_state) == ("the Soviet leaders", "SUN")
    assert first.cause.quote == "Soviet pressure"


def test_a_verb_of_saying_names_the_speaker(authority: Authority, parser: Parser) -> None:
    text = "Tito said that Yugoslavia had left the bloc because Moscow wanted obedience."
    (reason,) = reasons(text, authority, parser)
    assert (reason.speaker_state, reason.kind) == ("YUG", "stated")


def test_who_blames_or_ascribes_is_the_speaker(authority: Authority, parser: Parser) -> None:
    for text in (
        "Belgrade attributed the break to Soviet pressure.",
        "The break was ascribed by Belgrade to Soviet pressure.",
        "Belgrade blamed Soviet pressure for the break.",
    ):
        (reason,) = reasons(text, authority, parser)
        assert (reason.speaker, reason.speaker_state, reason.cause.quote) == ("Belgrade", "YUG", "Soviet pressure")
    (reason,) = reasons("The break was attributed to Soviet pressure.", authority, parser)
    assert reason.speaker == ""


def test_a_quotation_that_opens_with_therefore_follows_from_nothing_outside_it(
    authority: Authority, parser: Parser
) -> None:
    quoted = "Hungary waited. “Therefore Poland refused the loan and recalled its envoy” (Ruiz, 2008)."
    assert reasons(quoted, authority, parser) == []
    (reason,) = reasons("“Hungary waited. Therefore Poland refused the loan” (Ruiz, 2008).", authority, parser)
    assert "Hungary waited" in reason.cause.quote


def test_where_a_meeting_was_is_no_third_state(authority: Authority, parser: Parser) -> None:
    text = "Because of the slow work at the Bucharest conference, Albania protested to the Soviet Union."
    (reason,) = reasons(text, authority, parser)
    assert reason.parties == ("ALB", "SUN")
    assert "patrons" not in reason.themes
    (reason,) = reasons(text.replace("the Bucharest conference", "the visit of Tito"), authority, parser)
    assert "patrons" in reason.themes


def test_a_title_speaks_for_no_state_that_it_is_about(authority: Authority, parser: Parser) -> None:
    text = "Poland was poor. “Poland refused the loan because of its terms” (History of the Polish People, 1961)."
    (reason,) = reasons(text, authority, parser)
    assert (reason.speaker, reason.speaker_state) == ("History of the Polish People", "")


def test_the_author_speaks_otherwise(authority: Authority, parser: Parser) -> None:
    (reason,) = reasons("Because of the famine, China bought grain from Canada.", authority, parser)
    assert (reason.speaker, reason.speaker_state, reason.kind) == ("", "", "inferred")
    assert reason.parties == ("CAN", "CHN")


def test_a_connective_takes_the_sentence_before_as_cause(authority: Authority, parser: Parser) -> None:
    text = "Poland refused the loan. For this reason Hungary recalled its envoy."
    (reason,) = reasons(text, authority, parser)
    assert reason.cause.quote == "Poland refused the loan."


def test_no_cause_is_taken_from_another_paragraph(authority: Authority, parser: Parser) -> None:
    assert reasons("Poland refused the loan.\n\nTherefore Hungary recalled its envoy.\n", authority, parser) == []


def test_polarity(authority: Authority, parser: Parser) -> None:
    (reason,) = reasons("Despite the warning, Egypt closed the canal.", authority, parser)
    assert reason.polarity == "despite"


def test_a_third_state_in_the_cause_is_a_theme(authority: Authority, parser: Parser) -> None:
    text = "Because of the visit of Tito, Albania protested to the Soviet Union."
    (reason,) = reasons(text, authority, parser)
    assert "patrons" in reason.themes


def test_a_reason_names_the_account_it_explains(authority: Authority, parser: Parser) -> None:
    text = "The Soviet Union recalled its advisers from China because the two parties had quarrelled."
    reading = read(text, authority)
    words = evidence(reading.passages[0].id, text, 0, text.index(" because"))
    account = Account(
        id="acc_1",
        document_id="doc_1",
        event_type="SANCTION",
        actors=(Party(id="SUN", state="SUN", text="The Soviet Union"),),
        recipients=(Party(id="CHN", state="CHN", text="China"),),
        sentence=words,
        evidence=words,
        confidence=0.9,
        coder="test",
    )
    (reason,) = explain(reading, (account,), parser.parse)
    assert (reason.explains, reason.parties) == ("acc_1", ("CHN", "SUN"))


def test_without_a_parser_nothing_is_claimed(authority: Authority) -> None:
    assert list(explain(read("They left because of it.", authority), (), None)) == []


def test_a_second_run_gives_the_same_reasons(authority: Authority, parser: Parser) -> None:
    text = "The raid provoked a war between India and Pakistan, so Britain closed its embassy in Karachi."
    assert reasons(text, authority, parser) == reasons(text, authority, parser)


@pytest.mark.corpus
def test_both_sides_of_the_founding_document(shared: Path, authority: Authority, parser: Parser) -> None:
    path = shared / "case" / "albanian-soviet-relations.txt"
    if not path.is_file():
        pytest.skip("the founding document is not here")
    made = reasons(path.read_text(encoding="utf-8"), authority, parser)
    sides = {(reason.speaker, reason.speaker_state) for reason in made if reason.kind == "stated"}
    assert {("the Soviet", "SUN"), ("the Albanians", "ALB")} <= sides


def test_a_cited_author_speaks_for_the_state_of_its_name(authority: Authority, parser: Parser) -> None:
    text = (
        "Tito went to Moscow in 1956. “We left the bloc because the Soviet Union wanted obedience” (Tito, 1970). "
        "“The Soviet Union left us because of pride” (Soviet-Yugoslav Papers, 1971)."
    )
    first, second = reasons(text, authority, parser)
    assert (first.speaker, first.speaker_state, first.cited) == ("Tito", "YUG", "(Tito, 1970)")
    assert (second.speaker, second.speaker_state) == ("Soviet-Yugoslav Papers", "")


def test_what_a_writer_is_cited_for_is_that_writer_s_reason(authority: Authority, parser: Parser) -> None:
    text = (
        "Poland refused the loan because of its size (Ruiz, 2008). "
        "Hungary refused the loan because of its terms (Archive of Letters, 1961)."
    )
    first, second = reasons(text, authority, parser)
    assert (first.speaker, first.cited) == ("Ruiz", "(Ruiz, 2008)")
    assert (second.speaker, second.cited) == ("", "(Archive of Letters, 1961)")
