"""Small records for tests, and a coder that needs no parser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.ids import content_id
from dragoman.model import Account, Document, Evidence, Party, Passage, Reason, Source, evidence
from dragoman.model.text import Reading
from dragoman.workbench import Workbench, create

TEXT = "Talks in Moscow\n\nIn 1957 Albania thanked the Soviet Union. In 1961 the Soviet Union accused Albania.\n"


def a_source(text: str = TEXT) -> Source:
    return Source(id=content_id("src", text), csl={"type": "book", "title": "A made book"}, sha256="0" * 64)


def a_document(text: str = TEXT, path: str = "made.txt") -> Document:
    return Document(id=content_id("doc", text), source_id=a_source(text).id, path=path, text=text, title="Talks")


def a_passage(document: Document) -> Passage:
    start = document.text.find("\n\n") + 2
    end = len(document.text.rstrip())
    return Passage(id=content_id("pas", document.id, start), document_id=document.id, start=start, end=end)


def an_account(document: Document, quote: str = "Albania thanked the Soviet Union", **fields: object) -> Account:
    start = document.text.index(quote)
    words = evidence(a_passage(document).id, document.text, start, start + len(quote))
    values: dict[str, object] = {
        "id": content_id("acc", document.id, start, quote, sorted(map(str, fields.items()))),
        "document_id": document.id,
        "event_type": "SUPPORT",
        "actors": (Party(id="ALB", state="ALB", text="Albania"),),
        "recipients": (Party(id="SUN", state="SUN", text="the Soviet Union"),),
        "date": "1957",
        "date_how": "explicit",
        "sentence": words,
        "evidence": words,
        "confidence": 0.8,
        "coder": "made",
    }
    return Account(**{**values, **fields})  # type: ignore[arg-type]


def a_reason(number: int = 0, **fields: object) -> Reason:
    document = a_document()
    words = evidence(a_passage(document).id, document.text, 17, 24)
    values: dict[str, object] = {
        "id": content_id("rea", number),
        "document_id": document.id,
        "explains": "",
        "cause": words,
        "effect": words,
        "evidence": words,
        "cue": "because",
        "themes": (),
        "kind": "stated",
        "speaker": "",
        "speaker_state": "",
        "parties": ("ALB", "SUN"),
        "cited": "",
        "polarity": "promotes",
        "confidence": 0.5,
    }
    return Reason(**{**values, **fields})  # type: ignore[arg-type]


def elsewhere(document: Document) -> Evidence:
    """Words that are not at their place in the document."""
    return Evidence(passage_id=a_passage(document).id, start=0, end=5, quote="Never")


class FakeCoder:
    """An account for each sentence that names two states: the first acts on the second. Notes what it codes."""

    coded: list[str] = []  # noqa: RUF012 - tests look here

    def code(self, reading: Reading, *, standpoint: str = "") -> Iterator[Account]:
        FakeCoder.coded.append(reading.document.path)
        for sentence, focus in zip(reading.sentences, reading.focus, strict=True):
            named = [one for one in reading.actors if sentence.start <= one.start < sentence.end and one.state]
            if len({one.state for one in named}) < 2:
                continue
            actor, recipient = named[0], next(one for one in named if one.state != named[0].state)
            told = [one.value for one in reading.dates if sentence.start <= one.start < sentence.end and one.value]
            words = evidence(
                sentence.passage_id, reading.document.text, *reading.view.span(sentence.start, sentence.end)
            )
            hostile = "accused" in words.quote
            yield Account(
                id=content_id("acc", reading.document.id, words.start, words.end),
                document_id=reading.document.id,
                event_type="ACCUSE" if hostile else "SUPPORT",
                actors=(Party(id=actor.id, state=actor.state, text=actor.text),),
                recipients=(Party(id=recipient.id, state=recipient.state, text=recipient.text),),
                date=told[0] if told else focus,
                date_how="explicit",
                sentence=words,
                evidence=words,
                confidence=0.9,
                coder="fake",
            )


def a_project(folder: Path, **texts: str) -> Workbench:
    """A project of these documents (their names without ``.txt``), not yet run, that needs no parser."""
    create(folder / "project")
    (folder / "project" / "dragoman.toml").write_text('[code]\nmodel = "none"\n', encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    workbench = Workbench(folder / "project")
    workbench.add(*(folder / f"{name}.txt" for name in texts))
    return workbench
