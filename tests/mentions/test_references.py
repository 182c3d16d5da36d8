"""Citations and footnotes taken apart, and tied to those before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions.actors import Spotter
from dragoman.mentions.reference_words import LONGEST, read_reference
from dragoman.mentions.references import is_title, read_references
from dragoman.model import Document, Reference, evidence
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority

AUTHORITY = Authority.load()
SPOTTER = Spotter(AUTHORITY)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Ana Marku, The Long Quay (Vlore: Port Press, 1980), p. 45.",
            {"kind": "work", "author": "Ana Marku", "title": "The Long Quay", "year": "1980", "locator": "p. 45"},
        ),
        (
            "Pal Deda, “The Sea,” Port Review 12, no. 3 (2008): 5–9",
            {"kind": "work", "author": "Pal Deda", "title": "The Sea", "year": "2008", "locator": "5–9"},
        ),
        ("Marku, 1980: 45", {"kind": "work", "author": "Marku", "year": "1980", "locator": "45"}),
        ("Marku, The Quay, pp. 50–51", {"kind": "work", "author": "Marku", "title": "The Quay", "short": True}),
        (
            "N. S. Deda, Memoirs, vol. 3, p. 500",
            {"author": "N. S. Deda", "title": "Memoirs", "locator": "vol. 3, p. 500"},
        ),
        ("AMPJ, F. 14, d. 23, p. 5", {"kind": "archive", "archive": "AMPJ", "file": "F. 14, d. 23", "locator": "p. 5"}),
        ("RGANI, fond 5, opis 30, delo 332, list 12", {"archive": "RGANI", "file": "fond 5, opis 30, delo 332"}),
        ("AVPRF, f. 067, op. 17, p. 113, d. 7, l. 4ob.", {"archive": "AVPRF", "locator": "l. 4ob"}),
        ("SAPMO-BArch, DY 30/3667, Bl. 23.", {"archive": "SAPMO-BArch", "file": "DY 30/3667", "locator": "Bl. 23"}),
        ("FO 371/160202, f. 12", {"archive": "TNA", "file": "FO 371/160202", "locator": "f. 12"}),
        ("RG 59, CDF, 661.67/12–1061, NARA", {"archive": "NARA", "file": "RG 59, CDF, 661.67/12–1061"}),
        ("AMAE, Europe, vol. 18, fol. 33", {"archive": "AMAE, Europe", "file": "vol. 18", "locator": "fol. 33"}),
        ("Port Office, EUR Files: Lot 59 D 233, Memos 1956–7", {"file": "Lot 59 D 233, Memos 1956–7", "locator": ""}),
        ("FRUS 1955–57, vol. XXV, doc. 107", {"kind": "work", "title": "FRUS 1955–57, vol. XXV"}),
        ("Marku, The Long Quay of the Port, 45–46, 50", {"author": "Marku", "locator": "45–46, 50", "short": True}),
        ("Ana Marku, *The Long Quay* (Vlore: Port Press, 1980)", {"author": "Ana Marku", "title": "The Long Quay"}),
        ("Interview with Ana Marku, Vlore, 3 May 1995", {"author": "", "year": "1995"}),
        ("See Marku (1963: 35)", {"author": "Marku", "year": "1963", "locator": "35"}),
        ("TNA, FO 371/12345", {"kind": "archive", "archive": "TNA", "file": "FO 371/12345"}),
        (
            "Port Office, Central Files, 611.93/9–2058",
            {"kind": "archive", "archive": "Port Office, Central Files", "file": "611.93/9–2058"},
        ),
        (
            "Central Archive of the Port, 1961",
            {"kind": "archive", "archive": "Central Archive of the Port", "year": "1961"},
        ),
        (
            "Pravda, October 18, 1961, p. 2",
            {"kind": "newspaper", "title": "Pravda", "file": "October 18, 1961", "locator": "p. 2"},
        ),
        ("Zëri i Popullit, 12 December 1961", {"kind": "newspaper", "title": "Zëri i Popullit", "year": "1961"}),
        (
            "For the text, see The New York Times, July 9, 1956, p. 55",
            {"kind": "newspaper", "title": "The New York Times", "locator": "p. 55"},
        ),
        ("Ibid., p. 46", {"kind": "again", "back": "ibid", "locator": "p. 46"}),
        ("Ibid., 611.93/9–2058", {"kind": "again", "back": "ibid", "file": "611.93/9–2058"}),
        ("Marku, op. cit., p. 51", {"kind": "again", "back": "op cit", "author": "Marku", "locator": "p. 51"}),
        ("loc. cit.", {"kind": "again", "back": "loc cit"}),
        ("See Document 46", {"kind": "edition", "locator": "Document 46"}),
        ("vol. XXIV, pp. 72 ff.", {"kind": "edition"}),
    ],
)
def test_what_the_words_of_a_reference_name(words: str, expected: dict[str, object]) -> None:
    named = read_reference(words)
    assert named is not None
    assert {key: getattr(named, key) for key in expected} == expected


@pytest.mark.parametrize(
    "words",
    [
        "Not printed",
        "The talks were resumed in March 1957",
        "Telegram 498, October 20, reported on the talks",
        "Ellipses in the source text.",
        "Marku is the Deputy Minister.",
        "Ana Marku, President of Norway, 1923–1938",
        "Adopted on April 27, 1958",
        "Oslo, May 3, 1957",
        "",
    ],
)
def test_prose_is_no_reference(words: str) -> None:
    assert read_reference(words) is None


@given(st.text(alphabet="Ibid.,opctFf (12)“”;:-–AaZz\n", max_size=LONGEST))
def test_any_words_can_be_asked_about(words: str) -> None:
    assert read_reference(words) == read_reference(words)


def references(text: str) -> tuple[Reference, ...]:
    document = Document(id="doc_1", source_id="src_1", path="a.txt", text=text)
    found = read_references(make_reading(document, AUTHORITY, spotter=SPOTTER))
    assert all(one.evidence.check(text) for one in found)
    return found


NOTES = """The port was closed.[^1] It was opened.[^2] It was closed again.[^3] Nobody knew why.[^4] So it stayed.[^5]

[^1]: Ana Marku, The Long Quay (Vlore: Port Press, 1980), p. 45.

[^2]: Ibid., p. 46; Pal Deda, Memoirs of a Pilot (Vlore: Port Press, 1990), p. 7.

[^3]: Marku, op. cit., p. 50.

[^4]: AMPJ, F. 14, d. 23, p. 5. See also Marku, The Long Quay, p. 51.

[^5]: Deda, loc. cit.
"""


def test_what_points_back_follows_the_notes() -> None:
    first, ibid, deda, op_cit, archive, short, loc_cit = references(NOTES)
    assert (ibid.again, ibid.title, ibid.locator) == (first.id, "The Long Quay", "p. 46")
    assert (op_cit.again, op_cit.locator) == (ibid.id, "p. 50")
    assert (archive.kind, archive.archive, archive.again) == ("archive", "AMPJ", "")
    assert (short.again, short.year) == (op_cit.id, "1980")
    assert (loc_cit.again, loc_cit.locator) == (deda.id, "p. 7")


def test_ibid_with_nothing_before_it_points_nowhere() -> None:
    (found,) = references("The port was closed.[^1]\n\n[^1]: Ibid., p. 3.\n")
    assert (found.kind, found.again) == ("again", "")


def test_notes_of_an_edition() -> None:
    text = (
        "The port was closed.\n\n[^1]: Source: Port Office, Central Files, 611.1/5–57. Secret. Drafted by Marku.\n\n"
        "[^2]: Telegram 5 reported it. (Ibid., 611.1/5–58) See Document 12.\n\n[^3]: Not printed. (Ibid.)\n"
    )
    source, again, document, same = references(text)
    assert (source.archive, source.file) == ("Port Office, Central Files", "611.1/5–57")
    assert (again.again, again.archive, again.file) == (source.id, "Port Office, Central Files", "611.1/5–58")
    assert (document.kind, document.evidence.quote) == ("edition", "See Document 12")
    assert (same.again, same.file) == (again.id, "611.1/5–58")


def test_a_file_that_looks_like_an_imprint_is_one_reference() -> None:
    text = (
        "The port was closed.\n\n[^1]: Source: Port Office, Central Files, 611.1/5–57. Secret.\n\n"
        "[^2]: Telegram 5 reported it. (Ibid., Quay Files: Lot 62 D 430, Closed Ports 1956)\n"
    )
    source, again = references(text)
    assert (again.again, again.file) == (source.id, "Quay Files: Lot 62 D 430, Closed Ports 1956")


def test_inline_citations_are_all_kept() -> None:
    text = (
        "“The port is closed” (Marku, 1980). It was not (Pravda, 3 May 1961; Ibid.). Ships left (see appendix B, 2001)."
    )
    found = references(text)
    assert [one.kind for one in found][:3] == ["work", "newspaper", "again"]
    assert found[2].again == found[1].id


def test_the_title_of_a_work_is_told_from_what_is_said_of_it() -> None:
    text = (
        "It closed.[^1]\n\n[^1]: The port was shut. Pal Deda, The Norway-Sweden Rift (Vlore: Port Press, 1990), p. 7."
    )
    found = references(text)
    start = text.index("Norway-Sweden")
    assert is_title(evidence("pas_1", text, start, start + len("Norway-Sweden Rift")), found)
    assert not is_title(evidence("pas_1", text, text.index("The port"), text.index(" Pal")), found)
    assert not is_title(evidence("pas_1", text, 0, 10), found)
