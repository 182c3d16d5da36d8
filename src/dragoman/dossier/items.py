"""Works and documents as CSL items, each with the key by which it is cited."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from anyascii import anyascii

from dragoman.model import Document, Source
from dragoman.sources.frontmatter import CSL_DATES, NAMES
from dragoman.vocab import edtf
from dragoman.vocab.cite import address

Item = dict[str, Any]
"""A CSL-JSON item."""

_VOLUME = re.compile(r"^(?P<container>.+?),\s+(?:Volume|Vol\.)\s+(?P<volume>[IVXLC]+|\d+)(?:,\s+(?P<title>.+))?$")
_NUMBERED = re.compile(r"^\d+\.\s+")
_ROMAN = (("XC", 90), ("C", 100), ("XL", 40), ("L", 50), ("IX", 9), ("X", 10), ("IV", 4), ("V", 5), ("I", 1))
_PERSON = re.compile(r"^(?P<given>(?:[^\W\d_][\w.'’-]*\s+){1,3})(?P<family>[^\W\d_][\w'’-]+)$")
_PAGES = re.compile(r"^pp?\. ")
_DATED = re.compile(r"^-?\d{4}(-\d{2}){0,2}$")


def work_key(source: Source) -> str:
    """The key by which a work is cited: fixed when the work is read, whatever is added later.

    The bibliography's own key where there is one; the name of a volume on the web ("frus1961-63v16") for an edition;
    else author, year and four signs of the work's id.
    """
    csl = source.csl
    own = str(csl.get("citation-key") or csl.get("id") or "")
    if own and not own.startswith("src_"):
        return _plain(own)
    url = str(csl.get("URL", "")).rstrip("/")
    if source.genre == "edition" and url:
        return _plain(url.rpartition("/")[2])
    who = csl.get("author") or csl.get("editor") or [{}]
    first = who[0] if isinstance(who, list) and isinstance(who[0], Mapping) else {}
    name = str(first.get("family") or first.get("literal") or csl.get("title") or "work").split()
    stem = re.sub(r"[^a-z0-9]", "", str(anyascii(name[0] if name else "work")).casefold()) or "work"
    return f"{stem}{_year(csl)}-{source.id.removeprefix('src_')[:4]}"


def document_key(source: Source, document: Document) -> str:
    """The key of a document of an edition: that of the volume with the document's own; else that of the work."""
    if not is_edited(source, document):
        return work_key(source)
    return f"{work_key(source)}-{_plain(document.locator.rpartition('/')[2] or f'd{document.number}')}"


def is_edited(source: Source, document: Document) -> bool:
    """Whether a document is cited by itself, as a numbered document of an edition."""
    return bool(document.number) and source.genre == "edition" and bool(source.csl.get("title"))


def work_item(source: Source) -> Item:
    """A work as a CSL item. The title of a volume of documents is taken apart into series, volume and own title."""
    item = {key: value for key, value in source.csl.items() if value not in ("", None, [], {})}
    item = {"type": "document", **item, "id": work_key(source)}
    for key in (*NAMES, "editorial-director"):
        if key in item:
            item[key] = _names(item[key], persons=source.genre == "edition" or key != "author")
    for key in CSL_DATES:
        if key in item and not isinstance(item[key], Mapping):
            item[key] = csl_date(str(item[key]))
    return _taken_apart(item) if source.genre == "edition" else item


def document_item(source: Source, document: Document) -> Item:
    """What is cited for a document: of an edition the document in its volume, else the work itself."""
    work = work_item(source)
    if not is_edited(source, document):
        return _with_file(work, document)
    item: Item = {"id": document_key(source, document), "type": "personal_communication"}
    for one in ("collection-editor", "editor", "publisher", "publisher-place", "issued", "volume", "volume-title"):
        if one in work:
            item[one] = work[one]
    item["container-title"] = work.get("title", "")
    short = _short_title(str(item["container-title"]))
    if short:
        item["container-title-short"] = short
    for key, who in (("author", document.sender), ("recipient", document.receiver)):
        if who:
            item[key] = [_correspondent(who)]
    item["genre"] = document.kind or _NUMBERED.sub("", document.title)
    if document.kind and not document.sender:
        item["genre"] = document.kind[:1].upper() + document.kind[1:]
    if document.place:
        item["event-place"] = document.place
    if document.written:
        item["original-date"] = csl_date(document.written)
    item["section"] = f"doc. {document.number}"
    url = address(source, document)
    if url:
        item["URL"] = url
    return item


def cited_place(source: Source | None, document: Document, offset: int) -> str:
    """Where in the work words stand, as a citation says it: "p. 12", "under “The quarrel”", "row 7"; "" for nothing."""
    parts = document.locate(offset).split(", ")
    if source is not None and is_edited(source, document) and document.locator in (parts[0], document.locate(offset)):
        parts = document.locate(offset).removeprefix(document.locator).removeprefix(", ").split(", ")
    whole = ", ".join(part for part in parts if part)
    if whole.startswith("§ "):
        return f"under “{whole[2:]}”"
    pages = [part for part in parts if _PAGES.match(part)]
    return pages[-1] if pages else whole


def csl_date(value: str) -> Item:
    """An EDTF value as a CSL date: its parts where they are plain, else its years with what is uncertain about them."""
    begin, slash, end = value.partition("/")
    if _DATED.match(begin) and (not slash or _DATED.match(end)):
        return {"date-parts": [_parts(one) for one in ((begin, end) if slash else (begin,))]}
    if not edtf.is_valid(value):
        return {"literal": value}
    date = edtf.parse(value)
    first, last = date.earliest(), date.latest()
    if first and last:
        years = [[first.year]] if first.year == last.year else [[first.year], [last.year]]
        return {"date-parts": years, **({"circa": True} if "~" in value or "%" in value else {})}
    return {"literal": value}


def _parts(value: str) -> list[int]:
    return [int(part) for part in value.split("-") if part] if not value.startswith("-") else [-int(value[1:5])]


def _taken_apart(item: Item) -> Item:
    """A volume of documents, its title in parts: "Foreign Relations ..., 1961–1963, Volume XVI, Eastern Europe"."""
    item["title"] = str(item.get("title", ""))
    if "editorial-director" in item:
        item["collection-editor"] = item.pop("editorial-director")
    found = _VOLUME.match(item["title"])
    if found:
        item["title"], item["volume"] = found["container"], str(_number(found["volume"]))
        if found["title"]:
            item["volume-title"] = found["title"]
        item.pop("collection-title", None)
    publisher = _editions()["publisher"].get(str(item.get("publisher", "")))
    if publisher:
        item["publisher"] = publisher
    return item


def _with_file(work: Item, document: Document) -> Item:
    """A work of which one document was read; what the file tells beside the work's own data is added."""
    added: Item = {}
    if not work.get("issued") and document.written:
        added["issued"] = csl_date(document.written)
    if not work.get("title") and not work.get("archive_location"):
        added["title"] = document.title or document.path
    if work["type"] in ("personal_communication", "manuscript"):
        for key, who in (("author", document.sender), ("recipient", document.receiver)):
            if who and not work.get(key):
                added[key] = [_correspondent(who)]
    return {**work, **added}


def _names(value: Any, *, persons: bool) -> list[Item]:
    """CSL names; a literal name of a person is taken apart, so that it can be shortened and sorted."""
    given = value if isinstance(value, list) else [value]
    names = [dict(one) if isinstance(one, Mapping) else {"literal": str(one)} for one in given]
    return [_correspondent(str(one["literal"])) if persons and set(one) == {"literal"} else one for one in names]


def _correspondent(name: str) -> Item:
    """A person with surname and forenames, or a body under its name as it is."""
    found = _PERSON.match(name.strip())
    if found is None or any(not word[0].isupper() for word in name.split()):
        return {"literal": name}
    if {word.strip(".,") for word in name.split()} & set(_editions()["office"]["words"]):
        return {"literal": name}
    return {"given": found["given"].strip(), "family": found["family"]}


def _short_title(title: str) -> str:
    """The customary short title of an edition: "FRUS, 1961–1963" for "Foreign Relations of the United States, …"."""
    for long, short in _editions()["short"].items():
        if title == long or title.startswith(f"{long},"):
            return f"{short}{title[len(long) :]}"
    return ""


def _number(roman: str) -> int:
    if roman.isdigit():
        return int(roman)
    total = 0
    while roman:
        sign, value = next((sign, value) for sign, value in _ROMAN if roman.startswith(sign))
        total, roman = total + value, roman[len(sign) :]
    return total


def _year(csl: Mapping[str, Any]) -> str:
    issued = csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    if parts and parts[0]:
        return str(parts[0][0])
    found = re.match(r"\d{4}", str(issued or ""))
    return found.group() if found else ""


def _plain(key: str) -> str:
    """A key of signs that every reference manager takes."""
    return re.sub(r"[^A-Za-z0-9_:.+-]+", "-", str(anyascii(key))).strip("-") or "work"


@cache
def _editions() -> Mapping[str, Mapping[str, Any]]:
    text = (files("dragoman.vocab") / "data" / "editions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
