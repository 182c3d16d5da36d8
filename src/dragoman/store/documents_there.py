"""The documents of a project as a mapping by id: those asked for often are at hand, the others are read when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from dragoman.model import Document
from dragoman.store.closeup_reader import CloseupReader


class DocumentsThere(Mapping[str, Document]):
    """All documents of a database, without their texts, in the order of their paths.

    ``known`` are those that are at hand. Of a large project nearly all are never asked for: then none of them is read.
    """

    def __init__(self, path: Path, known: Mapping[str, Document]) -> None:
        self._path = path
        self._known = dict(known)

    def __getitem__(self, document_id: str) -> Document:
        if document_id not in self._known:
            with CloseupReader(self._path) as reader:
                self._known.update(reader.documents_of([document_id]))
        return self._known[document_id]

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._known or document_id in self._every

    def __iter__(self) -> Iterator[str]:
        return iter(self._every)

    def __len__(self) -> int:
        return len(self._every)

    @cached_property
    def _every(self) -> dict[str, Document]:
        with CloseupReader(self._path) as reader:
            found = reader.every_document()
        self._known = found
        return found
