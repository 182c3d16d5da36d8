"""What people did by hand, codings and judgements, taken into a project and looked for in what its last run found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.coding_rows import RowReader
from dragoman.codings import CodingLog
from dragoman.errors import InputError
from dragoman.judgements import PAIRED
from dragoman.model import Coding, Judgement
from dragoman.sources.coded_rows import read_coded_rows
from dragoman.store import Reader
from dragoman.vocab.actors import Authority


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCodings:
    """What became of files of codings: the codings taken, those they replace, what is wrong with the other files."""

    new: tuple[Coding, ...]
    replaced: tuple[Coding, ...]
    refused: tuple[InputError, ...]


def import_files(
    paths: Iterable[Path],
    log: CodingLog,
    reader: Reader,
    authority: Authority,
    *,
    columns: Mapping[str, str],
    coder: str = "",
) -> tuple[CodingLog, ImportedCodings]:
    """The log with the codings of the files. A file with a fault is not taken, and all its faults are told.

    ``columns`` names the columns by role, ``coder`` who coded what the files do not say it of.
    """

    @lru_cache(maxsize=8)
    def text_of(document_id: str) -> str:
        document = reader.document(document_id)
        return document.text if document is not None else ""

    documents = tuple(reader.documents(texts=False))
    new: list[Coding] = []
    refused: list[InputError] = []
    for path in paths:
        rows = RowReader(documents, text_of, authority, given=str(path), coder=coder)
        try:
            found, wrong = rows.read(read_coded_rows(path, given=str(path), columns=columns))
        except InputError as error:
            found, wrong = [], [error]
        refused += wrong
        new += [] if wrong else found
    named, kept = {(one.coder, one.document_id) for one in new}, frozenset(new)
    replaced = tuple(one for one in log.codings if (one.coder, one.document_id) in named and one not in kept)
    return log.replaced_by(new), ImportedCodings(new=tuple(new), replaced=replaced, refused=tuple(refused))


def lost_codings(log: CodingLog, reader: Reader) -> tuple[Coding, ...]:
    """Codings whose document or words the last run did not find: kept, without effect for now."""
    if not log.codings:
        return ()
    known, documents = reader.record_ids(), frozenset(reader.document_ids())
    return tuple(
        one
        for one in log.codings
        if one.document_id not in documents or (one.event_type and one.account_id() not in known)
    )


def lost_judgements(judgements: Sequence[Judgement], reader: Reader) -> tuple[Judgement, ...]:
    """Judgements about records that the last run did not make: kept, without effect for now."""
    made = {judgement.id for judgement in judgements}
    pairs = [judgement for judgement in judgements if judgement.verdict in PAIRED]
    known = made | reader.known([one.about for one in judgements] + [one.value for one in pairs])
    return tuple(
        judgement
        for judgement in judgements
        if judgement.about not in known or (judgement.verdict in PAIRED and judgement.value not in known)
    )
