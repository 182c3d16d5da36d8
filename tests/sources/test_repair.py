"""Damage from PDF is undone on a view that leads back to the original."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Document, Passage
from dragoman.sources.repair import place, repair
from dragoman.sources.segment import segment
from dragoman.sources.text import read_text

PAGE = (
    "The two governments had agreed in the spring of that year to build a port on the under-\n"
    "used bay, and their engineers came to a common under-\n"
    "standing of the costs within a week. The self-\n"
    "criticism of the ministers was another matter, and\n"
    "nobody in the Soviet-\n"
    "Albanian commission wished to speak of it. There was calm.“In June we left,when it rained” he wrote.\n"
    "It ended there.\n"
    "The second paragraph speaks of the under- standing that had grown before1948 between the two, of pre- and\n"
    "post-war trade, and of the co – operation even though .there were few ships. It is a long line that goes on\n"
    " over the top of a page and then ends.\n"
)


def words(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def test_lines_are_joined_and_broken_words_closed() -> None:
    text = repair(PAGE).text
    assert "a common understanding of the costs" in text
    assert "The self-criticism of" in text
    assert "the Soviet-Albanian commission" in text
    assert "calm. “In June we left, when it rained”" in text
    assert "of the understanding that had grown before 1948" in text
    assert "of pre- and post-war trade" in text
    assert "co – operation even though there were few ships" in text
    assert "goes on over the top of a page" in text
    assert text.count("\n") == 2


def test_a_short_last_line_ends_a_paragraph() -> None:
    paragraphs = repair(PAGE).text.strip().split("\n")
    assert [paragraph[:9] for paragraph in paragraphs] == ["The two g", "The secon"]


def test_every_span_leads_back_to_one_stretch_of_the_original() -> None:
    view = repair(PAGE)
    for phrase in ("understanding of the costs", "calm. “In", "before 1948", "though there were", "on over the top"):
        start = view.text.index(phrase)
        low, high = view.span(start, start + len(phrase))
        assert words(PAGE[low:high]) == words(phrase)


def test_one_paragraph_a_line_is_left_alone() -> None:
    text = "The first paragraph.\nThe second, well- known, has a hyphen and a gap.It stays.\n\nThe third one ends it.\n"
    view = repair(text)
    assert view.text == text
    assert view.breaks == ((0, 0),)


def test_ligatures_soft_hyphens_and_odd_blanks_are_undone_everywhere() -> None:
    text = "The ﬁrst oﬃce of the min\u00adistry had\u00a0300 men.\n"
    view = repair(text)
    assert view.text == "The first office of the ministry had 300 men.\n"
    start = view.text.index("office")
    assert text[slice(*view.span(start, start + 6))] == "oﬃce"


def test_marks_of_emphasis_and_links_are_left_out() -> None:
    text = "The **base** and *its ships* are [here](https://example.org/a_(b) or [there](#x), 2 * 3 * 4.\n"
    view = repair(text)
    assert view.text == "The base and its ships are [here](https://example.org/a_(b) or there, 2 * 3 * 4.\n"
    start = view.text.index("its ships")
    assert text[slice(*view.span(start, start + 9))] == "its ships"


def test_page_numbers_and_running_heads_are_left_out_of_hard_wrapped_text() -> None:
    line = "and line {} of page {} runs to the edge of the page and then goes on to the next line, as prose,\n"
    numbers = ["one", "two", "three", "four", "five", "six"]
    pages = "\f".join(
        f"Annals of Trade {100 + at}\n" + "".join(line.format(number, page) for number in numbers) + f"{100 + at}\n"
        for at, page in enumerate(numbers)
    )
    text = "The start of it is a capital and a\n" + pages
    view = repair(text)
    assert "Annals" not in view.text
    assert "102" not in view.text
    assert view.text.strip().count("\n") == 0


def test_numbers_in_text_with_one_paragraph_a_line_stay() -> None:
    text = "1961\nIt ended.\n1962\nIt began again.\n1963\nNothing happened.\n"
    assert repair(text).text == text


def test_a_header_block_is_no_prose() -> None:
    text = "---\ntitle: a title that\n  goes on in lower case\nissued: 1961\n---\nOne line.\nAnother line.\n"
    assert repair(text).text == text


def test_places_of_passages_in_the_view() -> None:
    document = Document(id="d", source_id="s", path="p", text=PAGE)
    view = repair(PAGE)
    spans = place(view, [(passage.start, passage.end) for passage in segment(document)])
    assert [view.text[start:end][-14:] for start, end in spans] == ["It ended there", "and then ends."] or [
        view.text[start:end][-9:] for start, end in spans
    ] == ["ed there.", "hen ends."]


WORD = st.text(alphabet="abcdeXYZ", min_size=1, max_size=9)
GAP = st.sampled_from(
    [" ", " ", " ", "\n", "-\n", "- ", ". ", ".\n", ".“", "” (", ",", "\n\n", "\f", "\u00ad", "ﬁ", " .", "\n "]
)
DAMAGED = st.lists(st.tuples(WORD, GAP), max_size=60).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@settings(max_examples=300, deadline=None)
@given(st.one_of(DAMAGED, st.text(max_size=200), DAMAGED.map(lambda text: "the line goes\non and on\nand on\n" + text)))
def test_every_character_of_a_view_leads_into_the_original(text: str) -> None:
    view = repair(text)
    places = [view.original(at) for at in range(len(view.text))]
    assert all(0 <= there < len(text) for there in places)
    assert places == sorted(places)
    if view.text == text:
        assert view.breaks == ((0, 0),)
    assert all(after[0] > before[0] for before, after in zip(view.breaks, view.breaks[1:], strict=False))


@settings(max_examples=300, deadline=None)
@given(DAMAGED.map(lambda text: "the line goes\non and on\nand on\n" + text), st.data())
def test_the_words_of_a_span_are_those_of_the_original(text: str, data: st.DataObject) -> None:
    view = repair(text)
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    low, high = view.span(start, end)
    unfold = str.maketrans({"ﬁ": "fi"})
    letters = iter(words(text[low:high].translate(unfold)))
    assert all(
        letter in letters for letter in words(view.text[start:end])
    )  # in their order; running heads are left out


@settings(max_examples=200, deadline=None)
@given(st.one_of(DAMAGED, st.text(alphabet="ab.\n #>-[^1]:\t\f", max_size=120)))
def test_passages_are_in_order_apart_and_without_blanks_around(text: str) -> None:
    passages = segment(Document(id="d", source_id="s", path="p", text=text))
    ends = 0
    for passage in passages:
        assert isinstance(passage, Passage)
        assert ends <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        ends = passage.end


@pytest.mark.corpus
def test_the_founding_document(shared: Path) -> None:
    *_, document = read_text(shared / "case/albanian-soviet-relations.txt", given="founding")
    assert isinstance(document, Document)
    view = repair(document.text)
    passages = segment(document)
    kinds = [passage.kind for passage in passages]
    assert kinds.count("heading") == 2
    assert 20 <= kinds.count("body") <= 30
    assert "understanding of Albania" in view.text
    assert words(view.text) == words(document.text)
    for start, end in place(view, [(passage.start, passage.end) for passage in passages]):
        assert "\n" not in view.text[start:end]
