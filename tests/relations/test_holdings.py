"""What was read: nothing told and nothing read are different things."""

from __future__ import annotations

from dragoman.model import Document, Event, Source
from dragoman.relations.holdings import archive_of, count_holdings, holdings_json


def document(number: int, source_id: str = "src_1", **fields: str) -> Document:
    return Document(**{"id": f"doc_{number}", "source_id": source_id, "path": "a", "text": "x", **fields})


def event(number: int, when: str, *actors: str) -> Event:
    return Event(
        id=f"evt_{number}",
        event_type="CONSULT",
        mode="",
        place="",
        actors=actors,
        recipients=(),
        date=when,
        score=1.0,
        status="asserted",
        standing="single-source",
        account_ids=("acc_1",),
    )


SOURCES = {
    "src_1": Source(id="src_1", csl={"publisher": "Port Press"}, standpoint="USA"),
    "src_2": Source(id="src_2", csl={}),
}
DOCUMENTS = [
    document(1, written="1956-05-03", provenance="Port Office, Central Files: Lot 5, 611.1/5–57"),
    document(2, lang="fr"),
    document(3, "src_2", written="1958"),
]
SPOKEN = [
    ("doc_1", "1956-05", ("ALB", "SUN")),
    ("doc_2", "1956/1957", ("ALB",)),
    ("doc_3", "1960", ("ALB",)),
    ("doc_3", "1900/1990", ("SUN",)),
]


def test_years_with_events_without_and_unread() -> None:
    found = count_holdings(DOCUMENTS, SOURCES, SPOKEN, [event(1, "1956-05-03", "ALB", "SUN")])
    albania = found.of("ALB")
    assert albania.years == ((1956, 2, 1), (1957, 1, 0), (1958, 0, 0), (1959, 0, 0), (1960, 1, 0))
    assert (albania.documents, albania.sources) == (3, 2)
    assert (albania.silent, albania.unread) == ((1957, 1960), (1958, 1959))
    cells = [found.cell("ALB", year) for year in (1956, 1957, 1958, 1999)]
    assert cells == ["events", "no event", "no source", "no source"]
    assert found.of("SUN").documents == 2  # spoken of, though at no narrow time
    assert (found.of("FRA").documents, found.cell("FRA", 1956)) == (0, "no source")


def test_documents_are_counted_by_year_archive_language_and_side() -> None:
    found = count_holdings(DOCUMENTS, SOURCES, SPOKEN, [], found={"doc_2": "1957-01-01"})
    assert found.written == (("1956", 1), ("1957", 1), ("1958", 1))
    assert found.told == ((1956, 2), (1957, 1), (1960, 1))
    assert found.archives == (("Port Office, Central Files", 1), ("Port Press", 1), ("unknown", 1))
    assert found.languages == (("en", 2), ("fr", 1))
    assert found.sides == (("USA", 2), ("unknown", 1))
    assert (found.documents, found.sources) == (3, 2)
    assert archive_of(DOCUMENTS[0], None) == "Port Office, Central Files"


def test_json_says_what_each_year_holds() -> None:
    found = holdings_json(count_holdings(DOCUMENTS, SOURCES, SPOKEN, [event(1, "1956", "ALB", "SUN")]))
    years = found["states"]["ALB"]["years"]
    assert years["1956"] == {"documents": 2, "events": 1, "holds": "events"}
    assert [years[year]["holds"] for year in ("1957", "1958")] == ["no event", "no source"]
