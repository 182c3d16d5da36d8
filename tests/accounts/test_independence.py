"""Documents that copy one another are found, and count once."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.accounts.independence import COMMON, SHINGLE, WINDOW, Text, find_borrowings
from dragoman.accounts.standing import count_sources
from dragoman.comparing import read_text
from dragoman.model import Account, Borrowing, Document, Evidence
from dragoman.vocab.origins import Origins

WORDS = [f"{a}{b}{c}" for a in "bdfgklmn" for b in "aeiou" for c in ("rt", "ns", "lk", "mp", "sh")]


def prose(seed: int, count: int) -> str:
    """Words in no sense, that no other seed has in that order."""
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(count))


def borrowings(*texts: str) -> tuple[Borrowing, ...]:
    made = {f"doc_{number}": text_of(f"doc_{number}", text) for number, text in enumerate(texts)}
    return find_borrowings(list(made), made.get)


def text_of(id: str, text: str, source: str = "") -> Text:
    return read_text(Document(id=id, source_id=source or f"src_{id}", path=f"{id}.txt", text=text))


def account(number: int, document: int, start: int = 0, end: int = 4, cited: str = "") -> Account:
    words = Evidence(passage_id="psg", start=start, end=end, quote="x" * (end - start))
    return Account(
        id=f"acc_{number}",
        document_id=f"doc_{document}",
        event_type="CONSULT",
        actors=(),
        cited=cited,
        sentence=words,
        evidence=words,
        confidence=0.9,
        coder="made",
    )


@given(
    before=st.integers(0, 60),
    after=st.integers(0, 60),
    length=st.integers(SHINGLE + WINDOW - 1, 80),
    seed=st.integers(0, 999),
)
@settings(max_examples=40, deadline=None)
def test_a_shared_run_is_found_wherever_it_stands(before: int, after: int, length: int, seed: int) -> None:
    shared = prose(seed, length)
    one, other = f"{prose(1000, before)} {shared} {prose(1001, after)}", f"{prose(1002, after)} {shared}"
    found = borrowings(one, other)
    assert any(shared in " ".join(borrowing.one.quote.split()) for borrowing in found)
    for borrowing in found:
        assert one[borrowing.one.start : borrowing.one.end] == borrowing.one.quote
        assert other[borrowing.other.start : borrowing.other.end] == borrowing.other.quote


def test_texts_of_their_own_share_nothing() -> None:
    assert borrowings(*(prose(seed, 400) for seed in range(6))) == ()


def test_a_slip_or_an_added_word_does_not_break_a_run() -> None:
    words = prose(7, 60).split()
    (found,) = borrowings(" ".join(words), " ".join([*words[:30], "hastily", *words[30:]]))
    assert (found.words, found.share) == (60, 1.0)


def test_line_breaks_and_hyphens_of_a_pdf_do_not_matter() -> None:
    whole = "the harbour had been closed to every ship that came from abroad since the winter before the war began"
    broken = whole.replace("harbour had", "har-\nbour\nhad").replace("abroad since", "abroad\nsince")
    (found,) = borrowings(whole, broken)
    assert found.one.quote == whole


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("{}", "{}", "wording"), ("“{}”", "{}", "quoting"), ("{}", "“{}”", "quoting"), ("“{}”", "“{}”", "quotation")],
)
def test_whose_words_they_are_is_told_by_quotation_marks(one: str, other: str, kind: str) -> None:
    shared = prose(3, 30)
    texts = (f"He said: {one.format(shared)} and left.", f"They wrote: {other.format(shared)} before that.")
    assert [found.kind for found in borrowings(*texts)] == [kind]


def test_a_formula_of_the_trade_is_nobodys() -> None:
    formula = prose(5, 25)
    assert borrowings(*(f"{prose(50 + n, 40)} {formula} {prose(90 + n, 40)}" for n in range(COMMON + 1))) == ()
    assert borrowings(*(f"{prose(50 + n, 40)} {formula} {prose(90 + n, 40)}" for n in range(3)))


def test_an_edition_has_its_own_turns_of_phrase() -> None:
    phrase = prose(8, 30)
    made = {f"doc_{n}": text_of(f"doc_{n}", f"{prose(60 + n, 30)} {phrase}", "src_1") for n in range(2)}
    assert find_borrowings(list(made), made.get) == ()


def test_a_header_is_nobodys_telling() -> None:
    header = f"---\ntitle: A text\nnote: {prose(9, 40)}\n---\n"
    assert borrowings(f"{header}\n{prose(10, 60)}", f"{header}\n{prose(11, 60)}") == ()


def test_order_does_not_matter() -> None:
    shared = prose(2, 40)
    made = {f"doc_{n}": text_of(f"doc_{n}", f"{prose(20 + n, 30)} {shared}") for n in range(4)}
    assert find_borrowings(sorted(made), made.get) == find_borrowings(sorted(made, reverse=True), made.get)


def test_copies_count_once_and_a_shared_passage_only_for_what_stands_in_it() -> None:
    shared = prose(1, 60)
    copy = borrowings(shared, f"{shared} {prose(2, 20)}", prose(3, 50))
    told = [account(n, n) for n in range(3)]
    assert Origins().count(told) == 3
    assert Origins(copy).count(told) == 2
    long = f"{prose(4, 300)} {shared} {prose(5, 300)}"
    other = f"{shared} {prose(6, 300)}"
    part = borrowings(long, other)
    at = long.index(shared)
    assert [one.share < 0.5 for one in part] == [True]
    assert Origins(part).count([account(0, 0, at + 8, at + 40), account(1, 1, 8, 40)]) == 1
    assert Origins(part).count([account(0, 0, 8, 40), account(1, 1, 8, 40)]) == 2


def test_what_two_cite_one_work_for_counts_once_and_so_does_the_work_itself() -> None:
    cited = [account(0, 0, cited="(Hart, 1990)"), account(1, 1, cited="( Hart 1990 )"), account(2, 2)]
    assert Origins().count(cited) == 2
    words = Evidence(passage_id="psg", start=0, end=12, quote="(Hart, 1990)")
    citing = Borrowing(
        id="bor_1", kind="citing", document_ids=("doc_0", "doc_2"), one=words, other=words, words=0, share=0.0
    )
    assert Origins([citing]).count(cited) == 1


@pytest.mark.parametrize("mark", ["[^2]", "(2)", "²", "(Ibid.)", "(Ibid., p. 12)", "(op. cit., 40)"])
def test_the_mark_of_a_note_names_a_work_in_its_own_document_alone(mark: str) -> None:
    told = [account(0, 0, cited=mark), account(1, 1, cited=mark)]
    assert Origins().count(told) == count_sources(told) == 2
    within = [account(0, 0, cited=mark), account(1, 0, cited=mark)]
    assert Origins().count(within) == count_sources(within) == 1
    copied = borrowings(prose(1, 60), prose(1, 60))
    assert Origins(copied).count(told) == 1


def test_a_citation_without_a_word_names_no_work() -> None:
    assert Origins().count([account(0, 0, cited="(*)"), account(1, 0), account(2, 1, cited="(*)")]) == 2


@pytest.mark.parametrize("work", ["(FBI, 1962)", "(CIA)", "Hart, Ibid., 3"])
def test_a_work_that_is_named_is_one_work_in_every_document(work: str) -> None:
    assert Origins().count([account(0, 0, cited=work), account(1, 1, cited=work)]) == 1
