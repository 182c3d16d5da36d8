"""The header block of a text: CSL variables and Dragoman's own, in YAML between two ``---`` lines."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import InputError

OWN = ("genre", "id", "lang", "rights", "standpoint", "written")
"""Keys that are Dragoman's, not CSL's."""

GENRES = ("dispatch", "edition", "history", "memoir", "press", "speech", "treaty")

GENRE_OF_TYPE: Mapping[str, str] = {
    "article-journal": "history",
    "article-magazine": "press",
    "article-newspaper": "press",
    "book": "history",
    "broadcast": "press",
    "chapter": "history",
    "entry-encyclopedia": "history",
    "paper-conference": "history",
    "personal_communication": "dispatch",
    "speech": "speech",
    "thesis": "history",
    "treaty": "treaty",
}
"""The genre taken from the CSL type where the header names none."""

NAMES = ("author", "editor", "translator", "recipient", "collection-editor", "container-author", "interviewer")
CSL_DATES = ("issued", "accessed", "event-date", "original-date", "submitted")
CSL = frozenset(
    (
        *NAMES,
        *CSL_DATES,
        *[
            "type",
            "title",
            "title-short",
            "container-title",
            "collection-title",
            "collection-number",
            "volume",
            "issue",
            "number",
            "page",
            "page-first",
            "edition",
            "publisher",
            "publisher-place",
            "event-title",
            "event-place",
            "event",
            "archive",
            "archive_location",
            "archive-place",
            "archive_collection",
            "source",
            "URL",
            "DOI",
            "ISBN",
            "ISSN",
            "note",
            "abstract",
            "annote",
            "keyword",
            "language",
            "original-title",
            "original-publisher",
            "chapter-number",
            "number-of-pages",
            "number-of-volumes",
            "part-number",
            "section",
            "status",
            "medium",
            "dimensions",
            "references",
            "reviewed-title",
            "scale",
            "version",
            "call-number",
            "citation-key",
            "custom",
            "categories",
            "jurisdiction",
            "authority",
        ],
    )
)
"""Variables of CSL 1.0.2 that a header may hold."""
_OTHER_NAMES: Mapping[str, str] = {"authors": "author", "url": "URL", "doi": "DOI"}
"""What other programs that write such headers (Pandoc, Obsidian) call a variable of CSL."""
_MEANT: Mapping[str, Sequence[str]] = {"date": ("issued", "written"), "year": ("issued", "written")}
"""Keys that may mean several variables: only the user knows whether a date is that of the text or of the file."""

_OPEN = re.compile(r"\A---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_EDTF = re.compile(r"-?\d{4}(-\d\d){0,2}[?~%]?|[\dX]{4}(-[\dX]{2}){0,2}[?~%]?|\d{4}-2[1-4][?~%]?")
MAX_HEADER = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a header block says. ``end`` is where the body begins; ``doubts`` are remarks for the reader of the run."""

    csl: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    written: str | None = None
    genre: str = ""
    end: int = 0
    doubts: tuple[str, ...] = ()


def body_start(text: str) -> int:
    """Where the body of a text begins: after its header block, 0 without one."""
    found = _block(text)
    return found[1] if found else 0


def read_header(text: str, *, given: str) -> Header:
    """The header block at the head of a text; an empty ``Header`` when there is none.

    Raises:
        InputError: the block is no YAML, or a value cannot be meant (a date, a genre).
    """
    block = _block(text)
    if block is None:
        return Header()
    source, end = block
    values = _load(source, given)
    own: dict[str, str] = {}
    csl: dict[str, Any] = {}
    custom: dict[str, Any] = {}
    doubts: list[str] = []
    for said, value in values.items():
        if value is None:
            continue
        other = _OTHER_NAMES.get(said.lower(), said)
        key = said if said in CSL or other in values else other
        if key in OWN:
            own[key] = value if key == "written" else str(value).strip()
        elif key in CSL:
            csl[key] = _variable(key, value, given)
        else:
            near = _MEANT.get(key.lower()) or difflib.get_close_matches(key, sorted((*OWN, *CSL)), n=1)
            hint = f"; nearest: {' or '.join(near)}" if near else ""
            doubts.append(f"the header's {key!r} is no variable of CSL or Dragoman{hint}: kept as custom")
            custom[key] = _plain(value)
    if custom:
        csl["custom"] = {**dict(csl.get("custom", {})), **custom}
    genre = own.get("genre", "") or GENRE_OF_TYPE.get(str(csl.get("type", "")), "")
    if genre and genre not in GENRES:
        raise InputError(given, f"the header's genre is {genre!r}", place="header", expected=", ".join(GENRES))
    written = _written(own.pop("written", None), csl.get("issued"), genre, given)
    return Header(csl=csl, own=own, written=written, genre=genre, end=end, doubts=tuple(doubts))


def edtf_of_csl(issued: Mapping[str, Any] | None) -> str | None:
    """A CSL date as EDTF: ``{"date-parts": [[1961, 12, 3]]}`` is ``1961-12-03``; None when it is not numeric."""
    if not issued:
        return None
    parts = issued.get("date-parts")
    if not parts:
        return None
    ends = ["-".join(f"{int(n):04d}" if at == 0 else f"{int(n):02d}" for at, n in enumerate(part)) for part in parts]
    return "/".join(ends[:2]) + ("~" if issued.get("circa") and len(ends) == 1 else "")


def csl_date(value: Any) -> dict[str, Any]:
    """A date as CSL wants it, from ``1961``, ``1961-12-03``, ``"1961-12"``, a YAML date or a CSL date.

    What is not numeric is kept as ``{"literal": ...}``.
    """
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        if parts:
            return {**value, "date-parts": [[int(n) for n in part] for part in parts]}
        literal = value.get("raw", value.get("literal", ""))
        return csl_date(literal) if literal else dict(value)
    if isinstance(value, datetime.date):
        return {"date-parts": [[value.year, value.month, value.day]]}
    ends = str(value).strip().split("/")
    if all(re.fullmatch(r"-?\d{1,4}(-\d{1,2}){0,2}~?", end) for end in ends) and len(ends) <= 2:
        parts = [[int(n) for n in end.rstrip("~").split("-")] for end in ends]
        return {"date-parts": parts, **({"circa": True} if "~" in str(value) else {})}
    return {"literal": str(value).strip()}


def file_title(path: Path) -> str:
    """A title made of a file's name, for a text that gives itself none."""
    return " ".join(re.sub(r"[-_]+", " ", path.stem).split()) or path.name


def _block(text: str) -> tuple[str, int] | None:
    opening = _OPEN.match(text)
    if not opening:
        return None
    closing = _CLOSE.search(text, opening.end(), min(len(text), MAX_HEADER))
    if not closing or not re.match(r"\s*[\w-]+[ \t]*:|\s*#", text[opening.end() : closing.start()]):
        return None
    return text[opening.end() : closing.start()], closing.end()


def _load(source: str, given: str) -> dict[str, Any]:
    try:
        values = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 1961-13-45
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 2}" if mark else "header"
        problem = getattr(error, "problem", None) or str(error)
        raise InputError(
            given, f"the header block is no YAML: {problem}", place=place, expected="key: value"
        ) from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise InputError(given, "the header block is no list of keys", place="header", expected="key: value")
    return {str(key): value for key, value in values.items()}


def _variable(key: str, value: Any, given: str) -> Any:
    if key in CSL_DATES:
        try:
            return csl_date(value)
        except (TypeError, ValueError) as error:
            raise InputError(given, f"{key} is {value!r}", place="header", expected="a date, as 1961-12-03") from error
    if key in NAMES:
        return [_name(name) for name in (value if isinstance(value, list) else [value])]
    if key in ("type", "title", "volume", "issue", "page", "number", "edition"):
        return str(value)
    return _plain(value)


def _name(value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return {str(key): str(part) for key, part in value.items()}
    family, comma, given_name = str(value).partition(",")
    if comma:
        return {"family": family.strip(), "given": given_name.strip()}
    return {"literal": str(value).strip()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _written(value: Any, issued: Mapping[str, Any] | None, genre: str, given: str) -> str | None:
    """``written`` as it stands; else when it was issued, save in an edition, whose texts are older than the book."""
    if value is None:
        return None if genre == "edition" else edtf_of_csl(issued)
    date = edtf_of_csl(csl_date(value)) if not isinstance(value, str) else value.strip()
    if not date or not all(_EDTF.fullmatch(end) or end in ("", "..") for end in date.split("/")):
        raise InputError(given, f"written is {value!r}", place="header", expected="an EDTF date, as 1961-12-03")
    return date
