"""Who accused whom in the General Debate: `python examples/un-debate/accusations.py FOLDER`, a folder of speeches."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from drawing import draw, summarise
from speeches import Speech, find_speeches

import dragoman
from dragoman.accounts.whose import find_sides
from dragoman.cli.output import console, progress_bar
from dragoman.model import Account
from dragoman.workbench import Workbench

HERE = Path(os.path.relpath(Path(__file__).resolve().parent))
PROJECT = Path("demo-project") / "un-debate"
PARTIES = ("ALB", "SUN", "YUG", "CHN", "TWN", "USA")
"""The four states and the United States; both governments of China, each for itself."""

WRONGS = frozenset({"ACCUSE", "THREATEN", "REJECT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""Acts that a speaker lays at another's door. A demand or a protest is not by itself a wrong."""

BLAME = frozenset({"ACCUSE", "PROTEST"})
"""Acts by which the speaker blames another in his own name."""

SAID = frozenset({"asserted", "ended", "planned", "threatened"})
"""What is held to be so or to be intended; nothing that the speaker denies, supposes or asks for."""


@dataclass(frozen=True, slots=True, order=True)
class Accusation:
    """A sentence in which a speaker accuses a state, with the accounts that say so."""

    year: int
    speaker: str
    accused: str
    start: int
    words: str
    accounts: tuple[Account, ...]


def main() -> int:
    """Reads the speeches, counts accusations by year and pair, and writes table, drawing and the sentences behind."""
    out = console()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("ungdc")
    speeches = find_speeches(folder) if folder.is_dir() else []
    if not speeches:
        out.print(
            f"Skipped: no speeches in {folder}. Name the folder of the UN General Debate Corpus (files such as"
            " ALB_16_1961.txt); examples/un-debate/README.md says where it comes from.",
            markup=False,
        )
        return 0
    workbench = build_project(speeches, PROJECT)
    accusations = find_accusations(workbench)
    counts = Counter((one.year, one.speaker, one.accused) for one in accusations)
    held = {(speech.year, speech.speaker): count_words(speech) for speech in speeches}
    exports = workbench.exports
    exports.mkdir(exist_ok=True)
    write_table(exports / "accusations.csv", counts, held)
    summary = summarise(counts, held)
    (exports / "accusations.svg").write_text(draw(counts, held, summary).svg("auto") + "\n", encoding="utf-8")
    write_sentences(exports / "sentences.csv", accusations)
    out.print(f"{len(speeches)} speeches, {len(workbench.accounts())} accounts.", markup=False)
    out.print(summary, markup=False)
    for name in ("accusations.svg", "accusations.csv", "sentences.csv"):
        out.print(str(exports / name), markup=False)
    return 0


def build_project(speeches: list[Speech], folder: Path) -> Workbench:
    """The project of the speeches, brought up to date: speeches that did not change are not read again."""
    if not (folder / "dragoman.toml").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "dragoman.toml", folder)
    workbench = dragoman.open(folder)
    workbench.add(*(speech.path for speech in speeches))
    with progress_bar() as progress:
        workbench.run(workers=1, progress=progress)
    return workbench


def find_accusations(workbench: Workbench) -> list[Accusation]:
    """Every sentence in which one of the parties, in its own name, accuses another; one for each state accused."""
    standpoints = {source.id: source.standpoint or "" for source in workbench.sources()}
    documents = {document.id: document for document in workbench.documents(texts=False)}
    records: dict[str, str | None] = {
        document.id: standpoints[document.source_id] for document in documents.values() if document.written
    }
    accounts = [account for account in workbench.accounts() if account.document_id in records]
    sides = find_sides(accounts, records, workbench.authority)
    found: dict[tuple[int, str, str, int, str], list[Account]] = defaultdict(list)
    for account in accounts:
        speaker = records[account.document_id] or ""
        if sides[account.id] != speaker:
            continue
        year = int((documents[account.document_id].written or "")[:4])
        for accused in accused_by(speaker, account):
            key = (year, speaker, accused, account.sentence.start, account.sentence.quote)
            found[key].append(account)
    return sorted(Accusation(*key, tuple(told)) for key, told in found.items())


def accused_by(speaker: str, account: Account) -> Iterator[str]:
    """The parties that an account in the speaker's own name accuses: whom he blames, or to whom he lays a wrong.

    A reproach is a wrong to him at whom it is aimed: "China condemned the United States" is none in Albania's mouth.
    Only who is named in the sentence, or meant by a word of it, counts: one who is merely still in mind does not.
    """
    actors = {party.state for party in account.actors}
    hit = {party.state for party in account.recipients}
    if account.status not in SAID or speaker not in PARTIES:
        return
    if account.event_type in BLAME and actors == {speaker}:
        accused = account.recipients
    elif account.event_type in WRONGS and speaker not in actors and (account.event_type != "ACCUSE" or speaker in hit):
        accused = account.actors
    else:
        return
    named = {party.state for party in accused if party.text and party.text in account.sentence.quote}
    yield from sorted(named & {*PARTIES} - {speaker})


def count_words(speech: Speech) -> int:
    """How many words a speech has."""
    return len(speech.path.read_text(encoding="utf-8", errors="replace").split())


def write_table(path: Path, counts: Counter[tuple[int, str, str]], held: dict[tuple[int, str], int]) -> None:
    """The table under the drawing: for each speech and party the sentences that accuse it, and the speech's length."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["year", "speaker", "accused", "accusing_sentences", "words_of_the_speech"])
        for (year, speaker), words in sorted(held.items()):
            for accused in PARTIES:
                if accused != speaker:
                    table.writerow([year, speaker, accused, counts[year, speaker, accused], words])


def write_sentences(path: Path, accusations: Iterable[Accusation]) -> None:
    """The sentences behind the drawing with the ids of their accounts, for `dragoman why`; they stay in the project."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["year", "speaker", "accused", "acts", "confidence", "sentence", "accounts"])
        for one in accusations:
            acts = "; ".join(sorted({f"{told.event_type} {told.mode}".strip() for told in one.accounts}))
            best = max(told.confidence for told in one.accounts)
            ids = " ".join(told.id for told in one.accounts)
            table.writerow([one.year, one.speaker, one.accused, acts, f"{best:.2f}", " ".join(one.words.split()), ids])


if __name__ == "__main__":
    sys.exit(main())
