"""The bibliography of a dossier for other programs: CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman.dossier.record import Dossier

Item = Mapping[str, Any]

_BIB_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "article": "article",
    "book": "book", "chapter": "incollection", "paper-conference": "inproceedings", "thesis": "phdthesis",
    "report": "techreport", "manuscript": "unpublished", "pamphlet": "booklet",
}  # fmt: skip
_BIB_FIELDS = {
    "title": "title", "title-short": "shorttitle", "collection-title": "series", "volume": "volume", "issue": "number",
    "number": "number", "page": "pages", "publisher": "publisher", "publisher-place": "address", "edition": "edition",
    "ISBN": "isbn", "ISSN": "issn", "DOI": "doi", "URL": "url", "note": "note", "language": "language",
    "archive": "archive", "archive_location": "archivelocation", "genre": "type",
}  # fmt: skip
_RIS_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "article": "JOUR",
    "book": "BOOK", "chapter": "CHAP", "paper-conference": "CONF", "thesis": "THES", "report": "RPRT",
    "webpage": "ELEC", "manuscript": "MANSCPT", "personal_communication": "PCOMM", "treaty": "LEGAL",
    "hearing": "HEAR",
}  # fmt: skip
_RIS_FIELDS = {
    "title": "TI", "title-short": "ST", "container-title": "T2", "collection-title": "T3", "volume": "VL",
    "issue": "IS", "number": "M1", "publisher": "PB", "publisher-place": "CY", "edition": "ET", "ISBN": "SN",
    "DOI": "DO", "URL": "UR", "language": "LA", "archive": "DB", "archive_location": "AV", "note": "N1",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def cited_items(dossier: Dossier) -> tuple[dict[str, Any], ...]:
    """The CSL items of the works and of the documents that the dossier cites, by key."""
    items = {str(work.csl["id"]): dict(work.csl) for work in dossier.works if work.csl}
    items.update({key: dict(item) for key, item in dossier.items.items()})
    return tuple(items[key] for key in sorted(items))


def write_csl(items: Iterable[Item]) -> str:
    """The items as CSL-JSON."""
    return json.dumps(list(items), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_bibtex(items: Iterable[Item]) -> str:
    """The items as BibTeX, by the library that also reads it; keys are those of the items."""
    from bibtexparser import dumps
    from bibtexparser.bibdatabase import BibDatabase
    from bibtexparser.bwriter import BibTexWriter

    database = BibDatabase()
    database.entries = [_bibtex(item) for item in items]
    writer = BibTexWriter()
    writer.indent = "  "
    return str(dumps(database, writer))


def _bibtex(item: Item) -> dict[str, str]:
    kind = _BIB_TYPES.get(str(item.get("type")), "misc")
    entry = {"ENTRYTYPE": kind, "ID": str(item["id"])}
    for variable, name in _BIB_FIELDS.items():
        if item.get(variable):
            entry.setdefault(name, _tex(str(item[variable])))
    held = "journal" if kind == "article" else "booktitle"
    if item.get("container-title"):
        entry[held] = _tex(str(item["container-title"]))
    entry.setdefault("title", _tex(_untitled(item)))
    if kind == "phdthesis" and "publisher" in entry:
        entry["school"] = entry.pop("publisher")
    for role in ("author", "editor", "translator"):
        names = [_bib_name(name) for name in item.get(role, ())]
        if names:
            entry[role] = " and ".join(names)
    parts = _parts(item.get("original-date")) or _parts(item.get("issued"))
    if parts:
        entry["year"] = str(parts[0])
        if len(parts) > 1:
            entry["month"] = _MONTHS[parts[1] - 1]
            entry["date"] = "-".join(f"{part:02}" for part in parts)
    return entry


def _bib_name(name: Item) -> str:
    if name.get("literal"):
        return f"{{{_tex(str(name['literal']))}}}"
    return ", ".join(_tex(str(name[part])) for part in ("family", "given") if name.get(part))


def _tex(words: str) -> str:
    """Words in which TeX reads no command; letters stay as they are, in UTF-8."""
    for sign in ("\\", "{", "}"):
        words = words.replace(sign, "")
    for sign in "&%$#_":
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.split())


def write_ris(items: Iterable[Item]) -> str:
    """The items as RIS, one line a value."""
    return "\n".join(line for item in items for line in (*_ris(item), "")) + "\n"


def _ris(item: Item) -> Sequence[str]:
    lines = [("TY", _RIS_TYPES.get(str(item.get("type")), "GEN")), ("ID", str(item["id"]))]
    if not item.get("title"):
        lines.append(("TI", _untitled(item)))
    for role, tag in (("author", "AU"), ("editor", "ED"), ("recipient", "A2"), ("translator", "A4")):
        for name in item.get(role, ()):
            lines.append((tag, ", ".join(str(name[key]) for key in ("literal", "family", "given") if name.get(key))))
    for variable, tag in _RIS_FIELDS.items():
        if item.get(variable):
            lines.append((tag, " ".join(str(item[variable]).split())))
    pages = str(item.get("page", "")).replace("–", "-").split("-")
    lines += [(tag, page.strip()) for tag, page in zip(("SP", "EP"), pages, strict=False) if page.strip()]
    parts = _parts(item.get("original-date")) or _parts(item.get("issued"))
    if parts:
        lines.append(("PY", str(parts[0])))
        lines.append(("DA", "/".join([str(parts[0]), *(f"{part:02}" for part in parts[1:]), "", ""][:4])))
    return [f"{tag}  - {value}" for tag, value in (*lines, ("ER", "")) if value or tag == "ER"]


def _untitled(item: Item) -> str:
    """A title for a document that has none of its own: "Memorandum to Nixon, doc. 190"."""
    to = ", ".join(str(name.get("literal") or name.get("family")) for name in item.get("recipient", ()))
    kind = str(item.get("genre") or "document")
    told = f"{kind[:1].upper()}{kind[1:]}" + (f" to {to}" if to else "")
    return ", ".join(part for part in (told, str(item.get("section", ""))) if part)


def _parts(date: Any) -> list[int]:
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    return [int(part) for part in parts[0]] if parts and parts[0] else []
