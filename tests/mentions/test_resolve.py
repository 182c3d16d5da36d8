"""References resolved to the entries of a bibliography."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.mentions.resolve import Resolved, resolve
from dragoman.model import Reference, Work, evidence


def work(key: str, family: str = "", year: int = 0, **csl: Any) -> Work:
    item: dict[str, Any] = {"id": key, "type": "book", **csl}
    if family:
        item["author"] = [{"family": family, "given": "A."}]
    if year:
        item["issued"] = {"date-parts": [[year]]}
    return Work(key=key, csl=item)


WORKS = [
    work("quay", "Marku", 1980, title="The Long Quay: A History"),
    work("pilot", "Khrushchev", 1990, title="Memoirs of a Pilot"),
    work("two-a", "Deda", 1971, title="First"),
    work("two-b", "Deda", 1971, title="Second"),
    work("facts", "", 1964, title="The Facts About the Port"),
    work("file", "", 0, title="Report", archive="AMPJ", archive_location="F. 14, d. 23"),
    work("daily", "", 0, title="Ships Leave", **{"type": "article-newspaper", "container-title": "Port Gazette"}),
]


def reference(number: int = 1, **fields: Any) -> Reference:
    words = evidence("pas_1", "x" * 20, 0, 5)
    return Reference(**{"id": f"ref_{number}", "document_id": "doc_1", "evidence": words, "kind": "work", **fields})


def one(**fields: Any) -> Resolved:
    return resolve([reference(**fields)], WORKS)["ref_1"]


def test_a_volume_of_an_edition_is_known_by_its_years_and_number_however_they_are_written() -> None:
    title = "Foreign Relations of the United States, 1955–1957, Volume {}, The Ports"
    works = [work(number, title=title.format(number)) for number in ("XXV", "XXVI")]
    for words in ("FRUS 1955–57, vol. XXVI", "Foreign Relations of the United States, 1955–1957, Volume XXVI"):
        assert resolve([reference(title=words)], works)["ref_1"] == Resolved(key="XXVI", how="bibliography")
    assert resolve([reference(title="FRUS 1958–60, vol. XXVI")], works)["ref_1"].how == "parsed"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"author": "Marku", "year": "1980"}, "quay"),
        ({"author": "Ana Marku", "title": "The Long Quay", "year": "1980"}, "quay"),
        ({"author": "Marku", "title": "Long Quay"}, "quay"),
        ({"author": "Khrusshchev", "year": "1990"}, "pilot"),
        ({"author": "The Facts About the Port", "year": "1964"}, "facts"),
        ({"kind": "archive", "archive": "AMPJ", "file": "F. 14, d. 23", "locator": "p. 5"}, "file"),
        ({"kind": "newspaper", "title": "Port Gazette"}, "daily"),
        ({"author": "Deda", "title": "Second", "year": "1971"}, "two-b"),
    ],
)
def test_a_reference_finds_its_entry(fields: dict[str, Any], key: str) -> None:
    assert one(**fields) == Resolved(key=key, how="bibliography")


@pytest.mark.parametrize(
    ("fields", "key", "why"),
    [
        ({"author": "Marku", "year": "1981"}, "Marku, 1981", "no entry"),
        ({"author": "Deda", "year": "1971"}, "Deda, 1971", "several entries fit: two-a, two-b"),
        ({"kind": "archive", "archive": "AMPJ", "file": "F. 15"}, "AMPJ, F. 15", "no entry"),
        ({"author": "Marku"}, "Marku", "no entry"),
    ],
)
def test_what_fits_no_entry_or_several_keeps_its_own_words(fields: dict[str, Any], key: str, why: str) -> None:
    found = one(**fields)
    assert (found.key, found.how) == (key, "parsed")
    assert found.why.startswith(why)


def test_what_points_back_stands_for_what_it_points_to() -> None:
    first = reference(1, author="Marku", year="1980")
    again = reference(2, kind="again", author="Marku", year="1980", again="ref_1", locator="p. 46")
    found = resolve([first, again], WORKS)
    assert found["ref_2"] == found["ref_1"] == Resolved(key="quay", how="bibliography")


def test_what_cannot_be_resolved_says_why() -> None:
    assert one(kind="again").why == "it points back, but nothing stands before it"
    assert one(kind="unknown").why == "its words name nothing that can be read"
    assert one(kind="edition", locator="Document 12") == Resolved(key="Document 12", how="edition")
