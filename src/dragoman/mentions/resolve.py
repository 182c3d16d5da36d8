"""Which entry of the bibliography a reference means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anyascii import anyascii
from rapidfuzz import fuzz

from dragoman.model.record import Work
from dragoman.model.reference import Reference

ALIKE_NAME = 88
"""rapidfuzz ratio (0 to 100) from which two surnames are one with a slip of the pen: "Khrusshchev" is at 95."""
ALIKE_TITLE = 90
"""The same for titles and for the names of archives, newspapers and bodies."""
_VOLUME = re.compile(
    r"(?:frus|foreign relations(?: of the united states)?) (\d{4})(?: (?:\d\d)?(\d\d))? vol(?:ume)? ([ivxlc]+|\d+)\b"
)
"""A volume of the edition in a folded title: first year, last two digits of the last, number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a reference stands for: the key of an entry, or a key made from its own words, and how it was reached.

    ``how`` is "bibliography", "parsed" (no entry, but the words name a work, file or newspaper), "edition" (another
    document of the same edition) or "" for a reference that stays unresolved; ``why`` says why it does.
    """

    key: str
    how: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    surnames: frozenset[str]
    year: str
    titles: tuple[str, ...]
    holder: str
    place: str


def resolve(references: Sequence[Reference], works: Iterable[Work]) -> dict[str, Resolved]:
    """What each reference stands for, by its id; ``works`` are the bibliography and the sources themselves.

    A work is found by surname and year, by surname and title, or by title alone where no author is given; an archive
    by its name and file; a newspaper by title and day. Where several entries fit the reference stays with its own
    words, for a guess would look like a finding.
    """
    entries = [_entry(work) for work in works]
    by_id = {reference.id: reference for reference in references}
    found: dict[str, Resolved] = {}
    for reference in references:
        target = by_id.get(reference.again)
        if reference.kind == "again" and target is not None and _same_thing(reference, target):
            found[reference.id] = found.get(target.id) or _one(target, entries)
        else:
            found[reference.id] = _one(reference, entries)
    return found


def _same_thing(reference: Reference, target: Reference) -> bool:
    return (reference.archive, reference.file, reference.title) == (target.archive, target.file, target.title)


def _one(reference: Reference, entries: Sequence[_Entry]) -> Resolved:
    if reference.kind == "edition":
        return Resolved(key=reference.locator, how="edition")
    fitting = tuple(dict.fromkeys(entry.key for entry in entries if _fits(reference, entry)))
    if len(fitting) == 1:
        return Resolved(key=fitting[0], how="bibliography")
    own = _own_key(reference)
    if reference.kind == "again" and not reference.again:
        return Resolved(key="", how="", why="it points back, but nothing stands before it")
    if not own:
        return Resolved(key="", how="", why="its words name nothing that can be read")
    why = f"several entries fit: {', '.join(fitting)}" if fitting else "no entry of the bibliography fits"
    return Resolved(key=own, how="parsed", why=why)


def _fits(reference: Reference, entry: _Entry) -> bool:
    if reference.archive:
        return _fits_archive(reference, entry)
    if reference.year and entry.year and reference.year != entry.year:
        return False
    author, title = _surname(reference.author), _fold(reference.title)
    named = any(fuzz.ratio(author, own) >= ALIKE_NAME for own in entry.surnames) if author else False
    titled = any(_same_title(title, own) for own in entry.titles) if title else False
    if title and author:
        return titled and (named or not entry.surnames)
    if title:
        return titled
    if not author or not reference.year:
        return False
    # A body or a book may stand where an author does: "(FBI Documents, 1962)".
    whole = _fold(reference.author)
    return bool(entry.year) and (named or any(_same_title(whole, own) for own in entry.titles))


def _fits_archive(reference: Reference, entry: _Entry) -> bool:
    holder = _fold(reference.archive)
    if not any(_same_title(holder, own) for own in (entry.holder, *entry.titles) if own):
        return False
    if entry.place and reference.file:
        return _fold(reference.file) == entry.place
    return not (reference.year and entry.year and reference.year != entry.year)


def _same_title(one: str, other: str) -> bool:
    if not one or not other:
        return False
    volumes = _VOLUME.match(one), _VOLUME.match(other)
    if volumes[0] and volumes[1]:  # titles of one series differ in little but their numbers
        return volumes[0].groups() == volumes[1].groups()
    shorter, longer = sorted((one, other), key=len)
    if (len(shorter.split()) > 1 or len(shorter) > 6) and longer.startswith(shorter + " "):
        return True
    return fuzz.ratio(one, other) >= ALIKE_TITLE


def _entry(work: Work) -> _Entry:
    csl = work.csl
    titles = [csl.get(key) for key in ("title", "title-short", "container-title", "original-title")]
    if csl.get("type") not in ("article-newspaper", "article-magazine"):
        titles = titles[:2] + titles[3:]
    names = [name for role in ("author", "editor") for name in _names(csl.get(role))]
    bodies = [name for name in names if " " in name]
    return _Entry(
        key=work.key,
        surnames=frozenset(_surname(name) for name in names if _surname(name)),
        year=year_of(csl),
        titles=tuple(_fold(str(title)) for title in (*titles, *bodies) if title),
        holder=_fold(str(csl.get("archive") or "")),
        place=_fold(str(csl.get("archive_location") or "")),
    )


def year_of(csl: Mapping[str, Any]) -> str:
    """The year in which a work was issued, "" when its entry does not say."""
    issued = csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    if parts and parts[0]:
        return str(parts[0][0])
    words = str(issued.get("raw") or issued.get("literal") or "") if isinstance(issued, Mapping) else str(issued or "")
    found = re.search(r"\d{4}", words)
    return found.group() if found else ""


def _names(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping):
            family = str(one.get("family", ""))
            yield f"{one.get('given', '')} {family}".strip() if family else str(one.get("literal", ""))


def _surname(author: str) -> str:
    words = _fold(re.split(r",| and | & | et al", author)[0]).split()
    return words[-1] if words else ""


def _own_key(reference: Reference) -> str:
    """A key from the words of the reference itself; the same words give the same key in every document."""
    if reference.archive:
        parts = [reference.archive, reference.file or reference.year]
    elif reference.kind == "newspaper" or (reference.title and reference.file):
        parts = [reference.title, reference.file or reference.year]
    else:
        parts = [reference.author, reference.title, reference.year]
    return ", ".join(part for part in parts if part)


def _fold(words: str) -> str:
    plain = re.sub(r"[^\w\s]", " ", str(anyascii(words)).casefold())
    return re.sub(r"^(?:the|a|an)\s", "", " ".join(plain.split()))
