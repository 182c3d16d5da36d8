"""Which entry of a bibliography describes which source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from dragoman.model import Document, Source, Work
from dragoman.sources.frontmatter import edtf_of_csl
from dragoman.vocab import edtf

_SAYS = re.compile(r"^\s*(?P<name>standpoint|genre)\s*:\s*(?P<value>[\w:-]+)\s*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """That an entry describes a source. ``how`` is the rule: "file" (the entry's path) or "key" (the file's name)."""

    source_id: str
    work: Work
    how: str

    def says(self, name: str) -> str:
        """What a line of the entry's note says, as "standpoint: ALB" (Zotero's field "Extra"); "" without one."""
        found = {one["name"].lower(): one["value"] for one in _SAYS.finditer(str(self.work.csl.get("note", "")))}
        return str(self.work.csl.get(name) or found.get(name, ""))


def attach(sources: Iterable[tuple[Source, str]], works: Iterable[Work]) -> Iterator[Attached]:
    """The entry of each source that has one; ``sources`` come with the path under which their file was given.

    An entry belongs to the file that it names (by its whole path, else by a file name that no other source has), or to
    the file whose name, less its ending, is the entry's key, or to the source whose header gives that key as its id.
    """
    given = [(source, path.replace("\\", "/")) for source, path in sources]
    names: dict[str, int] = {}
    for _, path in given:
        names[_name(path)] = names.get(_name(path), 0) + 1
    by_path: dict[str, Work] = {}
    by_name: dict[str, Work] = {}
    by_key: dict[str, Work] = {}
    for work in works:
        by_key.setdefault(work.key.casefold(), work)
        for file in work.files:
            by_path.setdefault(file, work)
            by_name.setdefault(_name(file), work)
    for source, path in given:
        alone = names[_name(path)] == 1
        found = by_path.get(path) or (by_name.get(_name(path)) if alone else None)
        if found is not None:
            yield Attached(source_id=source.id, work=found, how="file")
            continue
        keyed = by_key.get(str(source.csl.get("id", "")).casefold())
        keyed = keyed or (by_key.get(PurePosixPath(path).stem.casefold()) if alone else None)
        if keyed is not None:
            yield Attached(source_id=source.id, work=keyed, how="key")


def describe(source: Source, csl: Mapping[str, Any], *, standpoint: str | None, genre: str) -> Source:
    """The source with what an entry says of it: the entry's words go before those read from the file."""
    return replace(
        source,
        csl={**source.csl, **csl},
        standpoint=source.standpoint or standpoint or None,
        genre=source.genre or genre,
    )


def date_by_entry(document: Document, csl: Mapping[str, Any], *, genre: str) -> Document:
    """The document with the date that its entry gives, where nothing else dates it.

    A date of its own goes before. The texts of an edition are older than the book, so its date is none of theirs.
    """
    issued = csl.get("issued")
    if document.written or genre == "edition" or not isinstance(issued, Mapping):
        return document
    written = edtf_of_csl(issued)
    return replace(document, written=written) if written and edtf.is_valid(written) else document


def _name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name.casefold()
