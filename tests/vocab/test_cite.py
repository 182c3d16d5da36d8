"""Works and documents as they are cited."""

from __future__ import annotations

from dragoman.model import Document, Passage, Source
from dragoman.vocab.cite import address, cite_document, cite_source

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
    assert cite_source(book) == cite_document(book, DOCUMENT) == "Marku. Quays. 1980"
    assert cite_source(Source(id="s", csl={})) == address(Source(id="s", csl={}), DOCUMENT) == ""
