"""Inline citations, and the words they are given for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.mentions.citations import find_citations, mask
from dragoman.mentions.quotations import find_quotations
from dragoman.model import Document
from dragoman.model.text import Citation
from dragoman.sources.repair import repair
from dragoman.sources.text import read_text


def find(text: str) -> tuple[Citation, ...]:
    return find_citations(text, find_quotations(text))


@pytest.mark.parametrize(
    ("words", "author", "year"),
    [
        ("(Marku, 1980)", "Marku", "1980"),
        ("( Marku, 1980)", "Marku", "1980"),
        ("(Marku 1980)", "Marku", "1980"),
        ("(Marku and Deda 1980a)", "Marku and Deda", "1980"),
        ("(Marku et al., 1980)", "Marku et al", "1980"),
        ("(see Marku 1998, p. 12)", "Marku", "1998"),
        ("(cf. Marku 1998: 33-35)", "Marku", "1998"),
        ("(“Voice of the Harbour”, Newspaper, 1953)", "“Voice of the Harbour”, Newspaper", "1953"),
        ("(FBI Documents. Trade Relations, 1962)", "FBI Documents. Trade Relations", "1962"),
        ("(Central Port Archive, 1949)", "Central Port Archive", "1949"),
        ("(Foreign Ministry Archive of Ruritania, Viti 1961)", "Foreign Ministry Archive of Ruritania, Viti", "1961"),
        ("(Foreign Office Documents, 1962.)", "Foreign Office Documents", "1962"),
        ("(The Facts About the Port. 1964)", "The Facts About the Port", "1964"),
        ("(History of the Coast People, 2008)", "History of the Coast People", "2008"),
        ("(Harbour Times, 12 March 1961)", "Harbour Times, 12 March", "1961"),
        ("(ibid., p. 3)", "ibid", ""),
        ("(Ibid.)", "Ibid", ""),
        ("(Marku, op. cit., p. 5)", "Marku", ""),
        ("(p. 12)", "", ""),
        ("(pp. 33-35)", "", ""),
        ("(AQSH, F. 14, D. 23, fl. 5)", "AQSH", ""),
        ("(FRUS, 1961–1963, vol. XVI, doc. 12)", "FRUS", "1961"),
        ("(TNA, FO 371/159672)", "TNA", ""),
        ("(Marku, n.d.)", "Marku", ""),
        ("[12]", "12", ""),
        ("[3, 5-7]", "3, 5-7", ""),
        ("[Marku 1980]", "Marku", "1980"),
        ("[^3]", "3", ""),
    ],
)
def test_kinds_of_citation(words: str, author: str, year: str) -> None:
    text = f"The port was closed {words} and stayed so."
    (citation,) = find(text)
    assert (citation.text, citation.author, citation.year) == (words, author, year)
    assert text[citation.start : citation.end] == words
    assert text[citation.claim_start : citation.claim_end] == "The port was closed"
    assert not citation.quoted


@pytest.mark.parametrize(
    "words",
    [
        "(1948-1961)",
        "(1945)",
        "(the former kingdom)",
        "(in 1956 he died)",
        "(in 1956)",
        "(Moscow, 1957)",
        "(Bucharest, June 1960)",
        "(June 1960)",
        "(Warsaw Treaty, 1955)",
        "(Ana Marku, 1908–1985)",
        "(First Secretary, 1941-1985)",
        "(born 1908)",
        "(NATO)",
        "(NATO, 1949)",
        "(founded in 1941)",
        "(Articles 3 and 5)",
        "(12 submarines)",
        "(sic)",
        "[sic]",
        "[1961]",
        "(a)",
        "(1)",
        "(No. 12)",
        "(Yugoslavia and Albania)",
        "(after the Twentieth Congress of 1956)",
        "(the Treaty of 1955)",
        "(signed in Tirana, 1946)",
        "(3 December 1961)",
    ],
)
def test_ordinary_parentheses_are_none(words: str) -> None:
    assert find(f"The port was closed {words} and stayed so.") == ()


def test_a_year_after_a_name_cites_when_the_name_speaks() -> None:
    (citation,) = find("Marku (1998) argues that it was late, and Deda (1950) left.")
    assert (citation.text, citation.author, citation.year) == ("(1998)", "Marku", "1998")
    assert find("According to Marku and Deda (1998, p. 4), it was late.")[0].author == "Marku and Deda"
    assert find("The Congress of Bucharest (1960) shows it.") == ()


def test_several_works_in_one_parenthesis() -> None:
    text = "It was closed (see Marku 1998, p. 12; Deda 2001: 33-35)."
    first, second = find(text)
    assert (first.author, first.year, second.author, second.year) == ("Marku", "1998", "Deda", "2001")
    assert (first.start, second.end) == (14, len(text) - 1)
    assert first.end == second.start
    assert (first.claim_start, first.claim_end) == (second.claim_start, second.claim_end)


def claim(text: str) -> tuple[str, bool]:
    citation = find(text)[-1]
    return text[citation.claim_start : citation.claim_end], citation.quoted


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("It began. “They went for a visit” (Marku, 1998). Then it ended.", "They went for a visit", True),
        ("He said: “We go. You stay.” (Marku, 1998)", "We go. You stay.", True),
        ("He said: ” there is no time left” ( Port Archive, 1949).", "there is no time left", True),
        ('It was "closed for good" (Marku, 1998) that day.', "closed for good", True),
        ("“One. “Two. “Three is the last.” (Marku, 2007)", "One. “Two. “Three is the last.", True),
        ("It began. It ended in calm. (Marku, 2008). So it was.", "It ended in calm.", False),
        ("It began. It was, as before (Marku, 2008), a long day.", "It was, as before", False),
        ("It began (Marku, 1998). It ended (Deda, 2001).", "It ended", False),
        ('So it was part of the war. " ( Marku, 2013).', 'So it was part of the war. "', False),
        ("Mr. Marku and the U.S. Government met (Deda, 2001).", "Mr. Marku and the U.S. Government met", False),
        ("It resumed,[^1] he said.", "It resumed,", False),
    ],
)
def test_the_claim_is_the_quotation_closed_before_it_else_the_sentence(text: str, words: str, quoted: bool) -> None:
    assert claim(text) == (words, quoted)


def test_masking_keeps_every_place() -> None:
    text = "It began (Marku, 1998). It ended."
    masked = mask(text, [(citation.start, citation.end) for citation in find(text)])
    assert masked == "It began              . It ended."
    assert mask("abcdef", [(3, 5), (1, 4)]) == "a    f"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='aM 1980,.;()[]^“”"\n', max_size=100))
@example("\n[^0]")
def test_citations_are_in_order_apart_and_claim_words_before_them(text: str) -> None:
    done = 0
    for citation in find(text):
        assert done <= citation.start < citation.end
        assert text[citation.start : citation.end] == citation.text
        assert 0 <= citation.claim_start < citation.claim_end <= citation.end
        done = citation.end


def test_many_citations_on_one_line_take_linear_time() -> None:
    started = time.perf_counter()
    assert len(find("It was so (Marku, 1980). " * 40_000)) == 40_000
    assert len(find("(Marku, 1980) " * 40_000)) == 40_000
    assert time.perf_counter() - started < 20


@pytest.mark.corpus
def test_all_citations_of_the_founding_document_are_found_with_their_claims(shared: Path) -> None:
    *_, document = read_text(shared / "case/albanian-soviet-relations.txt", given="founding")
    assert isinstance(document, Document)
    text = repair(document.text).text
    citations = find(text)
    assert len(citations) == 30
    assert all(citation.year.isdigit() for citation in citations)
    assert sum(citation.quoted for citation in citations) == 26
    assert all("\n" not in text[citation.claim_start : citation.claim_end] for citation in citations)
