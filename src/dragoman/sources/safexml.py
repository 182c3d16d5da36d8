"""XML from bytes that nobody vouches for."""

from __future__ import annotations

import re

from lxml import etree

from dragoman.errors import InputError
from dragoman.sources.decode import sniff

_ENTITY = re.compile(rb"<!ENTITY")
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def parse_xml(data: bytes, *, given: str) -> etree._Element:
    """The root of an XML file, read without entities, document types or anything from outside.

    Raises:
        InputError: the file is no XML, malformed, or declares entities.
    """
    looks = sniff(data)
    if looks:
        raise InputError(given, f"this is {looks}, whatever its name says", expected="XML")
    _refuse_entities(data, given)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        again = _parse_twice_named(data, parser)
        if again is None:
            line, column = error.position
            place = f"line {line}, column {column}"
            raise InputError(given, f"malformed XML: {error.msg}", place=place, expected="well-formed XML") from error
        root = again
    entity = next(iter(root.iter(etree.Entity)), None)
    if entity is not None:
        raise InputError(given, f"the entity {entity.text} is not defined", place=f"line {entity.sourceline}")
    return root


def _parse_twice_named(data: bytes, failed: etree.XMLParser) -> etree._Element | None:
    """The root of a file whose one fault is that ids return in it, which harms no text; None for other faults."""
    if any(fault.type_name != "DTD_ID_REDEFINED" for fault in failed.error_log) or not len(failed.error_log):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root: etree._Element | None = etree.fromstring(data, parser)
    return root if all(fault.type_name == "DTD_ID_REDEFINED" for fault in parser.error_log) else None


def _refuse_entities(data: bytes, given: str) -> None:
    """Refuse before parsing: in attributes the parser would expand entities even when told not to."""
    if data.startswith(_UTF16) or b"\x00" in data[:4]:
        wide = (
            "utf-16"
            if data[:2] in (b"\xff\xfe", b"\xfe\xff")
            else ("utf-16-be" if data[:1] == b"\x00" else "utf-16-le")
        )
        data = data.decode(wide, errors="replace").encode("utf-8")
    subset = _SUBSET.search(data)
    entity = _ENTITY.search(data, subset.end()) if subset else None
    if entity:
        line = data.count(b"\n", 0, entity.start()) + 1
        why = "the file declares entities, which are not read: they can blow up or fetch other files"
        raise InputError(given, why, place=f"line {line}", expected="XML without <!ENTITY>")
