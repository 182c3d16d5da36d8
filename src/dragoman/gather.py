"""Gathers what a file holds: sources, documents, passages, and what had to be skipped."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from dragoman.config import Config
from dragoman.errors import InputError
from dragoman.inputs import Input, sha256_of
from dragoman.model import Document, Passage, Skipped, Source, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file holds; each document comes with the date found in its text and with its passages."""

    sources: tuple[Source, ...]
    documents: tuple[tuple[Document, str | None, tuple[Passage, ...]], ...]
    skipped: tuple[Skipped, ...]
    works: tuple[Work, ...] = ()


def read_input(item: Input, config: Config) -> Contents:
    """Reads one file of a project. A file that cannot be read becomes a skipped row, never an error."""
    try:
        if sha256_of(item.path) != item.sha256:
            why = f"its copy {item.path.name} in sources/ has been changed since it was added; add the file again"
            return Contents(sources=(), documents=(), skipped=(Skipped(path=item.given, why=why),))
        return gather(item.path, given=item.given, config=config)
    except InputError as error:
        skipped = Skipped(path=item.given, why=error.why, place=error.place)
    except OSError as error:
        skipped = Skipped(path=item.given, why=f"its copy in sources/ cannot be read: {error.strerror or error}")
    return Contents(sources=(), documents=(), skipped=(skipped,))


def gather(path: Path, *, given: str, config: Config) -> Contents:
    """All that a file holds.

    Raises:
        InputError: the file cannot be read.
    """
    from dragoman.sources.segment import segment

    sources: list[Source] = []
    documents: list[tuple[Document, str | None, tuple[Passage, ...]]] = []
    skipped: list[Skipped] = []
    works: list[Work] = []
    for record in read_records(path, given=given, config=config):
        if isinstance(record, Source):
            sources.append(record)
        elif isinstance(record, Skipped):
            skipped.append(record)
        elif isinstance(record, Work):
            works.append(record)
        else:
            documents.append((record, found_date(record), segment(record)))
    used = {document.source_id for document, _, _ in documents}
    kept = tuple(source for source in sources if source.id in used)
    return Contents(sources=kept, documents=tuple(documents), skipped=tuple(skipped), works=tuple(works))


def read_records(
    path: Path, *, given: str, config: Config, is_trial: bool = False
) -> Iterator[Source | Document | Skipped | Work]:
    """What the reader of the file's format finds; documents in a language that is not read are skipped.

    A trial shows only whether the file can be read: what takes hours (OCR) is left out where a reader can do without.

    Raises:
        InputError: no reader knows the format, or the file cannot be read.
    """
    from dragoman.sources import choose

    languages = {language.casefold() for language in config.read.languages}
    reader = choose(path, given=given)
    # A reader of tables is told what the project says of their columns; others know nothing of settings.
    known = {"tables": asdict(config.tables), "is_trial": is_trial}
    told = {name: value for name, value in known.items() if name in inspect.signature(reader).parameters}
    for record in reader(path, given=given, **told):
        if isinstance(record, Document) and record.lang and record.lang.split("-")[0].casefold() not in languages:
            why = f"is in {record.lang}; read are {', '.join(config.read.languages)} ([read] languages)"
            yield Skipped(path=given, why=why, place=record.locator)
        else:
            yield record


def found_date(document: Document) -> str | None:
    """The date that the text itself bears ("Moscow, 3 December 1961"), where the document's data give none."""
    from dragoman.mentions.dateline import find_written
    from dragoman.sources.table_columns import is_table

    return None if document.written or is_table(document) else find_written(document.text)
