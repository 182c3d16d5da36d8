"""Explains the coding of sentences outside a project: of words typed in, or of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dragoman.coding.coder import Coder
from dragoman.coding.explain import explain_coding
from dragoman.coding.explained import Explained
from dragoman.errors import ConfigError, InputError
from dragoman.gather import found_date, read_records
from dragoman.mentions.references import is_title, read_references
from dragoman.model import Account, Document, Source
from dragoman.reading import make_reading
from dragoman.worker import Settings, worker_for

TYPED = "words"
"""What stands for the path of a text that was typed in."""


def explain_words(text: str, settings: Settings) -> Iterator[tuple[Document, Explained]]:
    """Each sentence of a text typed in, explained.

    Raises:
        ConfigError: the coder that the settings name does not tell its steps.
    """
    source = Source(id="src_words", csl={"id": "src_words", "type": "document"})
    document = Document(id="doc_words", source_id=source.id, path=TYPED, text=text)
    yield from _explain(document, source, settings)


def explain_file(path: Path, settings: Settings) -> Iterator[tuple[Document, Explained]]:
    """Each sentence of a file's documents, explained; each document counts its sentences from 1.

    Raises:
        ConfigError: the coder that the settings name does not tell its steps.
        InputError: the file cannot be read.
    """
    if not path.is_file():
        raise InputError(path, "there is no such file", expected="a file, or a sentence of several words")
    sources: dict[str, Source] = {}
    for record in read_records(path, given=str(path), config=settings.config):
        if isinstance(record, Source):
            sources[record.id] = record
        elif isinstance(record, Document):
            yield from _explain(record, sources[record.source_id], settings)


def _explain(document: Document, source: Source, settings: Settings) -> Iterator[tuple[Document, Explained]]:
    known = worker_for(settings).known_to(source)
    if not isinstance(known.coder, Coder):
        raise ConfigError(f"the coder {settings.config.code.coder!r} does not tell how it codes")
    written = document.written or found_date(document)
    reading = make_reading(replace(document, written=written), known.authority, spotter=known.spotter)
    references = read_references(reading)

    def left_out(account: Account) -> str:
        return "its words are the title of a work that is cited" if is_title(account.evidence, references) else ""

    for one in explain_coding(known.coder, reading, standpoint=source.standpoint or "", left_out=left_out):
        yield document, one
