"""Works and documents as they are cited."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.model import Document, Passage, Source
from dragoman.vocab.cite import address, cite_document, cite_place, cite_source

EDITION = Source(
    id="src_1",
    genre="edition",
    csl={
        "title": "Papers of the Port, 1955–1957, Volume II, Quays",
        "editor": [{"literal": "Ana Marku"}, {"given": "Pal", "family": "Deda"}, {"literal": "Ilir Gjoni"}],
        "publisher": "United States Government Printing Office",
        "publisher-place": "Washington",
        "issued": {"date-parts": [[1990]]},
        "URL": "https://example.org/papers/v2",
    },
)
DOCUMENT = Document(id="doc_1", source_id="src_1", path="v2.xml", text="No.", locator="d107", number="107")


def test_a_document_of_an_edition_is_cited_by_its_number() -> None:
    assert cite_document(EDITION, DOCUMENT) == (
        "Papers of the Port, 1955–1957, Volume II, Quays, eds. Ana Marku, Pal Deda, and Ilir Gjoni"
        " (Washington: Government Printing Office, 1990), Document 107."
    )
    note = Passage(id="pas_1", document_id="doc_1", start=0, end=3, kind="note", locator="n. 3")
    assert cite_document(EDITION, DOCUMENT, note).endswith("Document 107, footnote 3.")
    assert address(EDITION, DOCUMENT) == "https://example.org/papers/v2/d107"


def test_a_work_is_cited_as_far_as_it_is_known() -> None:
    assert cite_source(EDITION).endswith("(Washington: Government Printing Office, 1990).")
    book = Source(id="s", csl={"title": "Quays", "author": [{"family": "Marku"}], "issued": {"date-parts": [[1980]]}})
    assert cite_source(book) == "Marku. Quays. 1980"
    assert cite_document(book, DOCUMENT) == "Marku, Quays, 1980."
    assert cite_source(Source(id="s", csl={})) == address(Source(id="s", csl={}), DOCUMENT) == ""


@pytest.mark.parametrize(("csl", "note"), [
    ({"type": "book", "title": "Quays", "author": [{"given": "Ana", "family": "Marku"}, {"family": "Deda"}],
      "publisher": "Port Press", "publisher-place": "Vlora", "issued": {"date-parts": [[1980, 3]]}},
     "Ana Marku and Deda, Quays (Vlora: Port Press, 1980)."),
    ({"type": "article-journal", "title": "The Quay", "container-title": "Port Review",
      "author": [{"literal": "A"}, {"literal": "B"}, {"literal": "C"}], "issued": {"date-parts": [[1961]]}},
     "A, B, and C, “The Quay,” Port Review, 1961."),
    ({"type": "document", "title": "Who kept the quay?", "issued": {"date-parts": [[1961]]}},
     "“Who kept the quay?” 1961."),
    ({"type": "document", "title": "The quay"}, "“The quay.”"),
    ({"author": [{"literal": "Port Office"}]}, "Port Office."),
    ({}, ""),
])  # fmt: skip
def test_a_work_is_cited_in_a_note_as_chicago_has_it(csl: dict[str, Any], note: str) -> None:
    assert cite_document(Source(id="s", csl=csl), DOCUMENT) == note


@pytest.mark.parametrize(("note", "place", "told"), [
    ("Ana Marku, Quays, 1980.", "p. 7", "Ana Marku, Quays, 1980, p. 7."),
    ("“The quay.”", "§ Grain, par. 2.", "“The quay,” § Grain, par. 2."),
    ("“The quay.”", "", "“The quay.”"),
    ("", "p. 7", "p. 7."),
])  # fmt: skip
def test_a_place_follows_the_work(note: str, place: str, told: str) -> None:
    assert cite_place(note, place) == told
