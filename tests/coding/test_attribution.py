"""Who is said to say, think, want or judge what: one sentence for each form."""

from __future__ import annotations

import pytest

from dragoman.coding.attribution import OPEN, Attribution, attributions_of
from dragoman.coding.parse import Parser

Read = tuple[str, str, str]

FORMS: list[tuple[str, list[Read]]] = [
    ("Marku said that the harbour was closed.", [("Marku", "said", "that the harbour was closed")]),
    ("The harbour was closed, Marku said.", [("Marku", "said", "The harbour was closed")]),
    (
        "The harbour, the Albanian envoy said, was closed.",
        [("the Albanian envoy", "said", "The harbour | was closed")],
    ),
    (
        "According to the Albanian ministry, the harbour was closed.",
        [("the Albanian ministry", "According to", "the harbour was closed")],
    ),
    ("The harbour was closed, according to Marku.", [("Marku", "according to", "The harbour was closed")]),
    ("In the view of the minister, the treaty was void.", [("the minister", "In view of", "the treaty was void")]),
    ("In Marku's opinion, the treaty was void.", [("Marku's", "In opinion", "the treaty was void")]),
    ("The fleet has reportedly left the bay.", [("", "reportedly", "The fleet has | left the bay")]),
    ("It was reported that the fleet had left.", [("", "was reported", "that the fleet had left")]),
    (
        "Nobody heard the claim by the ministry that the treaty was void.",
        [("the ministry", "claim", "that the treaty was void")],
    ),
    ("Marku's warning that war was near went unheard.", [("Marku's", "warning", "that war was near")]),
    ("Marku asked whether the treaty was valid.", [("Marku", "asked", "whether the treaty was valid")]),
    ("The minister accused Rome of bad faith.", [("The minister", "accused", "Rome of bad faith")]),
    ("The minister urged Rome to sign the treaty.", [("The minister", "urged", "Rome to sign the treaty")]),
    ("The minister called the treaty a fraud.", [("The minister", "called", "the treaty a fraud")]),
    ("The consul described the treaty as a fraud.", [("The consul", "described", "the treaty as a fraud")]),
    ("The minister vowed to defend the harbour.", [("The minister", "vowed", "to defend the harbour")]),
    ("The minister criticized the treaty.", [("The minister", "criticized", "the treaty")]),
    ("The treaty was denounced by the deputies.", [("the deputies", "was denounced", "The treaty")]),
    ("The treaty is said to be void.", [("", "is said", "The treaty | to be void")]),
    (
        "The consul, who said that he was ill, stayed in Durres.",
        [("who", "said", "that he was ill")],
    ),
    (
        "The ministry issued a statement saying that the treaty was void.",
        [("The ministry", "saying", "that the treaty was void")],
    ),
    (
        "Asked whether the treaty was void, the consul smiled.",
        [("", "Asked", "whether the treaty was void")],
    ),
]


def shown(text: str, one: Attribution) -> Read:
    source, cue, content = ([text[start:end] for start, end in spans] for spans in (one.source, one.cue, one.content))
    return " | ".join(source), " ".join(cue), " | ".join(content)


@pytest.fixture(scope="module")
def read(parser: Parser):  # type: ignore[no-untyped-def]
    if parser.nlp is None:
        pytest.skip("no parser is installed")

    def run(text: str) -> list[Attribution]:
        (doc,) = parser.parse([text])
        return [one for one in attributions_of(doc) if one.form != OPEN]

    return run


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_each_form(read, text: str, expected: list[Read]) -> None:  # type: ignore[no-untyped-def]
    assert [shown(text, one) for one in read(text) if one.told] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was closed.",
        "The fleet left Durres in view of the storm.",
        "Marku walked from the ministry to the harbour.",
        "When the envoy announced the end of the talks, the fleet left.",
    ],
)
def test_no_statement_is_handed_on(read, text: str) -> None:  # type: ignore[no-untyped-def]
    assert [one for one in read(text) if one.form != "object"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The consul said that the treaty was void.", True),
        ("The consul did say that the treaty was void.", True),
        ("The consul did not say that the treaty was void.", False),
        ("The consul could say that the treaty was void.", False),
        ("The consul came to say that the treaty was void.", False),
    ],
)
def test_what_was_not_said_is_not_told(read, text: str, told: bool) -> None:  # type: ignore[no-untyped-def]
    (one,) = read(text)
    assert one.told is told


def test_what_is_said_to_be_said_is_nested(read) -> None:  # type: ignore[no-untyped-def]
    text = "Marku said that Rome claimed that the treaty was void."
    found = read(text)
    assert [(one.word.text, one.nested) for one in found] == [("said", False), ("claimed", True)]
    assert shown(text, found[1]) == ("Rome", "claimed", "that the treaty was void")


def test_a_participle_goes_back_to_the_speaker(read) -> None:  # type: ignore[no-untyped-def]
    text = "The consul said that the talks had failed, adding that he was tired."
    found = read(text)
    assert [shown(text, one) for one in found] == [
        ("The consul", "said", "that the talks had failed"),
        ("The consul", "adding", "that he was tired"),
    ]
    assert not found[1].nested


def test_who_leads_to_the_noun_before_it(read) -> None:  # type: ignore[no-untyped-def]
    (one,) = read("The consul, who said that he was ill, stayed in Durres.")
    assert one.head is not None and one.head.text == "consul"


def test_kinds(read) -> None:  # type: ignore[no-untyped-def]
    told = ["Marku said that it rained.", "Marku believed that it rained.", "Marku vowed to go.", "Marku praised Rome."]
    assert [read(text)[0].kind for text in told] == ["said", "thought", "wanted", "judged"]
