"""A large made project, written straight into a database: for measuring pages, never for measuring findings.

python -m benchmarks.made_project FOLDER --documents 50000
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from dragoman.ids import content_id, digest
from dragoman.model import Account, Document, Event, Evidence, Finding, Party, Passage, Reason, Source
from dragoman.project import create
from dragoman.store import Run, Writer

STATES = (
    "ALB", "SUN", "USA", "GBR", "FRA", "DEU", "ITA", "YUG", "CHN", "JPN", "IND", "PAK", "EGY", "TUR", "GRC", "POL",
    "HUN", "ROU", "BGR", "IRN",
)  # fmt: skip
ACTS = (
    ("CONSULT", "visit", 3.0), ("AGREE", "", 6.0), ("AID", "", 7.0), ("ACCUSE", "", -4.0), ("PROTEST", "", -5.0),
    ("REJECT", "", -4.0), ("THREATEN", "", -6.0), ("SANCTION", "", -7.0), ("SUPPORT", "", 5.0), ("REQUEST", "", 1.0),
)  # fmt: skip
_NOUNS = (
    "ambassador border cable conference credit delegation embassy friendship garrison harbour import journey loan"
    " minister note oil party protocol quarrel railway report session talks tariff treaty troops visit wheat"
)
WORDS = _NOUNS.split()
GENRES = ("dispatch", "memoir", "press", "history", "")
STANDINGS = ("single-source", "single-source", "single-source", "uncontested", "one-sided", "contested", "denied")
SPEAKERS = ("", "", "", "the Foreign Minister", "the Ambassador", "Western diplomats")
PARAGRAPHS = 6
TOLD = 4
"""Of the paragraphs of a document, how many tell an act."""


def make_project(folder: Path, *, documents: int, seed: int = 1) -> None:
    """Writes a project of so many documents, each with its accounts; each four accounts or so are one event."""
    create(folder, title=f"A made project of {documents:,} documents")
    with Writer(folder / "dragoman.db") as writer:
        run = Run(
            id="run_made", config_digest="", inputs=(), versions={}, judgements_digest="", outputs={}, finished=True
        )
        with writer.transaction():
            writer.put_run(run)
        draw = random.Random(seed)
        groups: dict[tuple[str, str, str, str], list[Account]] = {}
        made = (make_document(draw, number) for number in range(documents))
        while batch := list(islice(made, 500)):
            with writer.transaction():
                for source, document, passages, accounts, reasons, findings in batch:
                    writer.put_input(source.sha256, [source], [(document, None, passages)], [])
                    writer.put_spoken(document, sorted({_spoken(one) for one in accounts}), run.id)
                    writer.put_accounts(document, accounts, run.id)
                    writer.put_reasons(document, reasons, run.id)
                    writer.put_findings(document, findings, run.id)
                    for one in accounts:
                        assert one.date is not None
                        key = (one.event_type, one.actors[0].state, one.recipients[0].state, one.date)
                        groups.setdefault(key, []).append(one)
        with writer.transaction():
            writer.put_events(list(make_events(draw, groups)), [], run.id)


def _spoken(account: Account) -> tuple[str, tuple[str, ...]]:
    return (account.date or "")[:4], tuple(sorted((account.actors[0].state, account.recipients[0].state)))


Made = tuple[Source, Document, list[Passage], list[Account], list[Reason], list[Finding]]


def make_document(draw: random.Random, number: int) -> Made:
    """One document with its passages, accounts, a reason and now and then a finding."""
    name = f"document-{number:06}"
    sha = digest(name)
    source = Source(
        id=content_id("src", name),
        csl={"id": name, "type": "document", "title": f"Papers, volume {number // 100}"},
        standpoint=draw.choice((*STATES[:5], None)),
        genre=draw.choice(GENRES),
        sha256=sha,
    )
    written = date(1945, 1, 1) + timedelta(days=draw.randrange(16_000))
    text, told = "", []
    for place in range(PARAGRAPHS):
        start = len(text)
        if place < TOLD:
            actor, recipient = draw.sample(STATES, 2)
            act = draw.choice(ACTS)
            happened = written - timedelta(days=draw.randrange(400))
            words = f"{actor} {act[0].lower()}s {recipient} over the {draw.choice(WORDS)}"
            text += f"On {happened.isoformat()} {words}. "
            told.append((start, len(text) - 1, words, actor, recipient, act, happened.isoformat()))
        text += " ".join(draw.choices(WORDS, k=40)) + ".\n\n"
    document = Document(
        id=content_id("doc", name),
        source_id=source.id,
        path=f"papers/{name}.txt",
        text=text,
        title=f"Telegram {number} on {draw.choice(WORDS)} and {draw.choice(WORDS)}",
        written=written.isoformat(),
    )
    passages = []
    start = 0
    for part in text.split("\n\n")[:-1]:
        passages.append(
            Passage(
                id=content_id("psg", document.id, start), document_id=document.id, start=start, end=start + len(part)
            )
        )
        start += len(part) + 2
    accounts = []
    for (start, end, _, actor, recipient, act, happened), passage in zip(told, passages, strict=False):
        words = Evidence(passage_id=passage.id, start=start, end=end, quote=text[start:end])
        accounts.append(
            Account(
                id=content_id("acc", document.id, start),
                document_id=document.id,
                event_type=act[0],
                mode=act[1],
                actors=(Party(id=actor, state=actor, text=actor),),
                recipients=(Party(id=recipient, state=recipient, text=recipient),),
                date=happened,
                date_how="explicit",
                speaker=draw.choice(SPEAKERS),
                sentence=words,
                evidence=words,
                confidence=round(draw.uniform(0.2, 0.99), 2),
                coder="made",
            )
        )
    first = accounts[0]
    reason = Reason(
        id=content_id("rsn", document.id),
        document_id=document.id,
        explains=first.id,
        cause=first.evidence,
        effect=first.evidence,
        evidence=first.evidence,
        cue="because",
        themes=("security",),
        kind="stated",
        speaker="",
        speaker_state="",
        parties=(first.actors[0].state, first.recipients[0].state),
        cited="",
        polarity="promotes",
        confidence=0.7,
    )
    finding = Finding(
        id=content_id("fnd", document.id),
        document_id=document.id,
        rule="date-after-writing",
        severity=draw.choice(("error", "warning", "note")),
        why="a made finding",
        evidence=first.evidence,
    )
    return source, document, passages, accounts, [reason], [finding] if number % 10 == 0 else []


def make_events(draw: random.Random, groups: dict[tuple[str, str, str, str], list[Account]]) -> Iterator[Event]:
    """An event for each group of accounts of one act, pair and day."""
    scores = {kind: score for kind, _, score in ACTS}
    for (kind, actor, recipient, day), accounts in groups.items():
        ids = tuple(sorted(one.id for one in accounts))
        yield Event(
            id=content_id("evt", *ids),
            account_ids=ids,
            event_type=kind,
            mode=accounts[0].mode,
            actors=(actor,),
            recipients=(recipient,),
            date=day,
            place="",
            score=scores[kind],
            status="asserted",
            standing=draw.choice(STANDINGS),  # type: ignore[arg-type]
        )


def main() -> None:
    """Makes a project where the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=50_000)
    asked = parser.parse_args()
    make_project(asked.folder, documents=asked.documents)


if __name__ == "__main__":
    main()
