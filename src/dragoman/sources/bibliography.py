"""Bibliographies in CSL-JSON, BibTeX and RIS, as Zotero and its like export them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from anyascii import anyascii

from dragoman.errors import InputError
from dragoman.ids import digest
from dragoman.model.record import Skipped, Work
from dragoman.sources.decode import decode, read_bytes
from dragoman.sources.frontmatter import CSL_DATES, NAMES, csl_date

SUFFIXES = (".bib", ".ris", ".csl.json", ".json")

_BIB_TYPES = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "manual": "report", "mastersthesis": "thesis", "phdthesis": "thesis",
    "proceedings": "book", "techreport": "report", "unpublished": "manuscript", "online": "webpage",
    "collection": "book", "mvbook": "book", "report": "report", "thesis": "thesis", "letter": "personal_communication",
    "archival": "manuscript", "newspaper": "article-newspaper",
}  # fmt: skip
_BIB_FIELDS = {
    "title": "title", "shorttitle": "title-short", "journal": "container-title", "journaltitle": "container-title",
    "booktitle": "container-title", "series": "collection-title", "volume": "volume", "number": "issue",
    "pages": "page", "publisher": "publisher", "institution": "publisher", "school": "publisher",
    "address": "publisher-place", "location": "publisher-place", "edition": "edition", "isbn": "ISBN", "issn": "ISSN",
    "doi": "DOI", "url": "URL", "abstract": "abstract", "note": "note", "annote": "annote", "language": "language",
    "archive": "archive", "archivelocation": "archive_location", "library": "source", "origtitle": "original-title",
}  # fmt: skip
_RIS_TYPES = {
    "JOUR": "article-journal", "BOOK": "book", "CHAP": "chapter", "NEWS": "article-newspaper",
    "MGZN": "article-magazine",
    "THES": "thesis", "RPRT": "report", "ELEC": "webpage", "CONF": "paper-conference", "MANSCPT": "manuscript",
    "UNPB": "manuscript", "PCOMM": "personal_communication", "EDBOOK": "book", "ARCH": "manuscript", "HEAR": "hearing",
    "GOVDOC": "report", "LEGAL": "treaty", "ENCYC": "entry-encyclopedia",
}  # fmt: skip
_RIS_FIELDS = {
    "primary_title": "title", "title": "title", "short_title": "title-short", "secondary_title": "container-title",
    "journal_name": "container-title", "alternate_title3": "container-title", "tertiary_title": "collection-title",
    "volume": "volume", "number": "issue", "publisher": "publisher", "place_published": "publisher-place",
    "edition": "edition", "issn": "ISSN", "doi": "DOI", "abstract": "abstract", "language": "language",
    "archive_location": "archive_location", "name_of_database": "archive",
}  # fmt: skip
_ENTRY = re.compile(r"^[ \t]*@(?P<kind>\w+)[ \t]*[{(](?P<key>[^,=\n]*)", re.MULTILINE)
_KEY_LINE = re.compile(r"^\s*citation key\s*:\s*(?P<key>\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_BRACES = re.compile(r"[{}]")
_CLOSED = re.compile(r"\{[^{}\\]*\}")
_WINDOWS = re.compile(r"\A[A-Za-z]:[\\/]|\\\\")


def read_bibliography(path: Path, *, given: str) -> Iterator[Work | Skipped]:
    """The entries of a bibliography, each with the key by which it is cited.

    The key is the entry's own ("citation-key" or "id" of CSL-JSON, the citation key of BibTeX, "ID" of RIS, a line
    "Citation Key: ..." in its note). An entry without one gets a key from its author, its year and a hash of author,
    title and date, so that it does not change when others are added. Of two entries with one key the first counts.

    Raises:
        InputError: the file is no CSL-JSON, BibTeX or RIS.
    """
    text = decode(read_bytes(path, given=given), given=given).text
    suffix = path.suffix.lower()
    reader = {".bib": _read_bibtex, ".ris": _read_ris}.get(suffix, _read_csl)
    seen: set[str] = set()
    count = 0
    for entry in reader(text, given):
        count += 1
        if isinstance(entry, Skipped):
            yield entry
            continue
        csl, files = entry
        if not csl.get("title") and not csl.get("archive_location") and not csl.get("container-title"):
            yield Skipped(path=given, why="an entry without a title", place=f"entry {count}")
            continue
        key = _own_key(csl) or _key(csl)
        if key in seen:
            yield Skipped(path=given, why=f"a second entry with the key {key!r}", place=f"entry {count}")
            continue
        seen.add(key)
        yield Work(key=key, csl={"id": key, **csl}, files=tuple(dict.fromkeys(files)))
    if not count:
        raise InputError(given, "no entry of a bibliography in it", expected="CSL-JSON, BibTeX or RIS")


def _own_key(csl: dict[str, Any]) -> str:
    """The key that an entry gives itself, "" without one; an address is one only where there is no other."""
    given = str(csl.pop("id", "") or "").strip()
    said = _KEY_LINE.search(str(csl.get("note", "")))
    keys = (
        str(csl.get("citation-key") or "").strip(),
        "" if "://" in given else given,
        said["key"] if said else "",
        given,
    )
    return next((key for key in keys if key), "")


def _read_csl(text: str, given: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    try:
        values = json.loads(text)
    except ValueError as error:
        raise InputError(given, f"this is no JSON: {error}", expected="CSL-JSON: a list of items") from error
    if isinstance(values, dict):
        values = values.get("items", [values])
    wrong = not isinstance(values, list) or not all(isinstance(item, dict) and "type" in item for item in values)
    if wrong:
        raise InputError(given, "this JSON is no bibliography", expected='CSL-JSON: [{"id": …, "type": …}, …]')
    for item in values:
        csl = {key: value for key, value in item.items() if key not in ("file", "attachments")}
        for key in CSL_DATES:
            if key in csl:
                csl[key] = _read_date(csl[key])
        for key in NAMES:
            if isinstance(csl.get(key), list):
                csl[key] = [name if isinstance(name, dict) else {"literal": str(name)} for name in csl[key]]
        yield csl, _files(item.get("file") or item.get("attachments") or "")


def _read_date(value: Any) -> dict[str, Any]:
    """A date as CSL wants it; one whose parts are no numbers ("spring") is kept in words."""
    try:
        return csl_date(value)
    except (TypeError, ValueError):
        parts = value.get("date-parts") if isinstance(value, dict) else value
        return {"literal": " ".join(str(part) for part in _leaves(parts))}


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif value is not None:
        yield value


def _read_bibtex(text: str, given: str) -> Iterator[tuple[dict[str, Any], list[str]] | Skipped]:
    import bibtexparser
    from bibtexparser.bparser import BibTexParser

    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    try:
        entries = bibtexparser.loads(text, parser).entries
    except Exception as error:
        raise InputError(given, f"this is no BibTeX: {error}", expected="@book{key, title = {…}}") from error
    for entry in entries:
        yield _csl_of_bibtex(entry), _files(entry.get("file", ""))
    read = {entry.get("ID", "") for entry in entries}
    for found in _ENTRY.finditer(text):  # the parser passes over what it cannot read without a word
        if found["key"].strip() not in read and found["kind"].lower() not in ("comment", "string", "preamble"):
            line = text.count("\n", 0, found.start()) + 1
            yield Skipped(path=given, why=f"an entry that is no BibTeX: {found.group().strip()}", place=f"line {line}")


def _csl_of_bibtex(entry: Mapping[str, str]) -> dict[str, Any]:
    from bibtexparser.latexenc import latex_to_unicode

    kind = entry.get("ENTRYTYPE", "").lower()
    csl: dict[str, Any] = {"id": entry.get("ID", ""), "type": _BIB_TYPES.get(kind, "document")}
    for field, variable in _BIB_FIELDS.items():
        lines = _BRACES.sub("", latex_to_unicode(entry.get(field, ""))).splitlines()
        words = ("\n" if variable == "note" else " ").join(" ".join(line.split()) for line in lines).strip()
        if words:
            csl.setdefault(variable, words.replace("--", "–") if variable == "page" else words)
    for role in ("author", "editor", "translator"):
        each = [name.strip() for name in re.split(r"\s+and\s+(?![^{]*\})", entry.get(role, "")) if name.strip()]
        names = [_name(name if _CLOSED.fullmatch(name) else latex_to_unicode(name)) for name in each]
        if names:
            csl[role] = names
    date = entry.get("date") or "-".join(filter(None, (entry.get("year"), _month(entry.get("month", "")))))
    if date:
        csl["issued"] = csl_date(_BRACES.sub("", date))
    return csl


def _read_ris(text: str, given: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    import rispy

    if not re.search(r"^TY  ?- ", text, re.MULTILINE):
        raise InputError(given, "this is no RIS", expected="lines as “TY  - BOOK”")
    try:
        entries = rispy.loads(text, skip_unknown_tags=False)
    except Exception as error:
        raise InputError(given, f"this is no RIS: {error}", expected="lines as “TY  - BOOK”") from error
    for entry in entries:
        links = [str(link) for key in ("file_attachments1", "file_attachments2") for link in _list(entry.get(key))]
        yield _csl_of_ris(entry), [file for link in links for file in _files(link)]


def _csl_of_ris(entry: Mapping[str, Any]) -> dict[str, Any]:
    kind = _RIS_TYPES.get(entry.get("type_of_reference", ""), "document")
    csl: dict[str, Any] = {"id": entry.get("id", ""), "type": kind}
    for field, variable in _RIS_FIELDS.items():
        if entry.get(field):
            csl.setdefault(variable, str(entry[field]))
    pages = "–".join(str(entry[key]) for key in ("start_page", "end_page") if entry.get(key))
    if pages:
        csl["page"] = pages
    roles = (("author", ("authors", "first_authors")), ("editor", ("secondary_authors", "editors")))
    for role, fields in roles:
        names = [_name(str(name)) for field in fields for name in _list(entry.get(field))]
        if names:
            csl[role] = list({json.dumps(name, sort_keys=True): name for name in names}.values())
    urls = [str(url) for url in _list(entry.get("urls"))]
    if urls:
        csl["URL"] = urls[0]
    notes = [str(note) for note in _list(entry.get("notes"))]
    if notes:
        csl["note"] = "\n".join(notes)
    date = str(entry.get("date") or entry.get("year") or entry.get("publication_year") or "").strip("/ ")
    if date:
        csl["issued"] = csl_date("-".join(part.zfill(2) for part in date.split("/") if part.isdigit()) or date)
    return csl


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _month(words: str) -> str:
    names = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    short = _BRACES.sub("", words).strip().lower()[:3]
    if short in names:
        return f"{names.index(short) + 1:02}"
    return short.zfill(2) if short.isdigit() else ""


def _name(words: str) -> dict[str, str]:
    words = " ".join(words.split())
    if words.startswith("{") and words.endswith("}"):
        return {"literal": _BRACES.sub("", words)}
    words = _BRACES.sub("", words)
    family, comma, given = words.partition(",")
    if comma:
        return {"family": family.strip(), "given": given.strip()}
    parts = words.rsplit(" ", 1)
    return {"given": parts[0], "family": parts[1]} if len(parts) == 2 else {"literal": words}


def _files(value: Any) -> list[str]:
    """Paths as Zotero, JabRef and others write them: "name:path:type", several parted by ";"."""
    if isinstance(value, list):
        return [path for one in value for path in _files(one.get("path", "") if isinstance(one, dict) else one)]
    found = []
    for one in re.split(r"(?<!\\);", str(value)):
        item = one.replace("\\:", "\0").replace("\\;", ";").strip().removeprefix("file://")
        parts = [item] if _WINDOWS.match(item) and item.count(":") == 1 else item.split(":")
        path = parts[1] if len(parts) >= 3 else parts[0]
        path = path.replace("\0", ":").replace("\\\\", "/").replace("\\", "/").strip()
        if path:
            found.append(path)
    return found


def _key(csl: Mapping[str, Any]) -> str:
    names = csl.get("author") or csl.get("editor") or [{}]
    first = names[0] if isinstance(names, list) and isinstance(names[0], dict) else {}
    who = str(first.get("family") or first.get("literal") or csl.get("title") or "work")
    stem = re.sub(r"[^a-z0-9]", "", str(anyascii(who)).casefold().split(" ", maxsplit=1)[0]) or "work"
    issued = csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    year = str(parts[0][0]) if parts and parts[0] else ""
    return f"{stem}{year}-{digest(names, csl.get('title', ''), issued)[:4]}"
