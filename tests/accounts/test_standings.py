"""How events stand, as rows and as lines, with the words of those who hold something."""

from __future__ import annotations

from dragoman.model import Document, Event, Source
from dragoman.model.reading import Account
from dragoman.standings import Standings, find_standings
from dragoman.vocab.actors import Authority

from .made import account

NAMES = {"ALB": "Albania", "SUN": "Soviet Union"}


def broke(number: int, document: str, by: str, **fields: str) -> Account:
    sides = ("SUN", "ALB") if by == "SUN" else ("ALB", "SUN")
    return account(
        number,
        document_id=document,
        event_type="SANCTION",
        mode="break-relations",
        actors=sides[:1],
        recipients=sides[1:],
        date="1961-12",
        sentence=f"Sentence number {number} tells that relations were broken.",
        quote="broken",
        **fields,
    )


def name(code: str) -> str:
    return NAMES.get(code, code)


def made() -> tuple[Standings, Event, tuple[Account, ...]]:
    accounts = (
        broke(1, "doc_a", "SUN"),
        broke(2, "doc_b", "ALB", cited="(Example, 1962)"),
        broke(3, "doc_c", "SUN", speaker="Tirana"),
    )
    event = Event(
        id="evt_1",
        account_ids=tuple(sorted(one.id for one in accounts)),
        event_type="SANCTION",
        mode="break-relations",
        actors=("ALB", "SUN"),
        recipients=(),
        date="1961-12",
        place="",
        score=-8.0,
        status="asserted",
        standing="contested",
    )
    documents = [
        Document(id="doc_a", source_id="src_a", path="a.md", text="", title="Note"),
        Document(id="doc_b", source_id="src_b", path="b.md", text="", sender="The embassy in Tirana"),
        Document(id="doc_c", source_id="src_c", path="c.md", text="", title="A report"),
    ]
    sources = [
        Source(id="src_a", csl={"title": "As Tirana told it", "author": [{"family": "Doe", "given": "A."}]}),
        Source(id="src_b", csl={"title": "As Moscow told it"}),
        Source(id="src_c", csl={}),
    ]
    standpoints = {"doc_a": "ALB", "doc_b": "SUN", "doc_c": None}
    return find_standings([event], accounts, documents, sources, standpoints, Authority.load()), event, accounts


def test_a_row_says_who_holds_what_in_which_words() -> None:
    standings, event, accounts = made()
    row = standings.event_row(event, ())
    fields = {one["field"]: one for one in row["fields"]}
    assert list(row)[-2:] == ["conflicts", "fields"]
    assert {name: one["standing"] for name, one in fields.items()} == {
        "date": "uncontested",
        "actors": "uncontested",
        "initiator": "contested",
        "type": "uncontested",
        "status": "uncontested",
    }
    held = {one["value"]: one for one in fields["initiator"]["positions"]}
    assert held["ALB"]["contradicted"]
    assert held["ALB"]["holders"] == [
        {
            "document": "b.md",
            "author": "The embassy in Tirana",
            "speaker": None,
            "cited": "(Example, 1962)",
            "side": "SUN",
            "standpoint": "SUN",
            "accounts": [accounts[1].id],
            "words": [accounts[1].sentence.quote],
        }
    ]
    assert [(one["author"], one["speaker"], one["side"], one["standpoint"]) for one in held["SUN"]["holders"]] == [
        ("A. Doe", None, "ALB", "ALB"),
        ("", "Tirana", "ALB", None),
    ]


def test_a_line_names_holders_where_they_differ() -> None:
    standings, event, _ = made()
    assert standings.tell(event, name, disputed=True) == (
        (
            "initiator",
            "contested: the Soviet Union (the record of Albania, “As Tirana told it”; "
            "Tirana, for Albania, as “A report” reports)"
            " | Albania (the record of the Soviet Union, “As Moscow told it”, citing Example, 1962)",
        ),
    )
    assert dict(standings.tell(event, name))["date"] == "uncontested: December 1961"
