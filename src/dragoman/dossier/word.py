"""The styles of the Word file: pandoc's own reference file, in the type of a printed page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from dragoman.dossier import pandoc

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FOOTER_ID = "rIdPageNumber"
_FOOTER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:ftr xmlns:w="{W[1:-1]}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
SERIF = "Times New Roman"
GREY = "6B655C"

SIZES: Mapping[str, int] = {
    "Title": 40, "Heading1": 30, "Heading2": 25, "FootnoteText": 18, "Place": 15, "Sign": 18, "TableCaption": 19,
    "ImageCaption": 18, "Compact": 20,
}  # fmt: skip
"""Half points of type, by style."""


@cache
def make_reference() -> bytes:
    """A reference file for pandoc: serif type, grey small marks, notes in 9 points.

    Raises:
        ConfigError: pandoc is not installed.
    """
    with TemporaryDirectory() as made:
        given = pandoc.data_file("reference.docx", folder=Path(made))
    out = io.BytesIO()
    changed = {"word/styles.xml": _restyle, "word/document.xml": _set_page, **_FOOTER_PARTS}
    with zipfile.ZipFile(io.BytesIO(given)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            new.writestr(zipfile.ZipInfo(name), changed[name](data) if name in changed else data)
        new.writestr(zipfile.ZipInfo("word/footer1.xml"), _FOOTER)
    return out.getvalue()


def _set_page(xml: bytes) -> bytes:
    """A4 with a page number; footnotes are numbered through.

    Pandoc's file has them begin anew in each section. There is but one, yet LibreOffice takes each chapter for one.
    """
    root = etree.fromstring(xml)
    for section in list(root.iter(f"{W}sectPr")):
        for child in list(section):
            section.remove(child)
        etree.SubElement(section, f"{W}footerReference", {f"{W}type": "default", f"{R}id": _FOOTER_ID})
        notes = etree.SubElement(section, f"{W}footnotePr")
        etree.SubElement(notes, f"{W}numRestart", {f"{W}val": "continuous"})
        etree.SubElement(section, f"{W}pgSz", {f"{W}w": "11906", f"{W}h": "16838"})
        sides = {f"{W}{side}": "1588" for side in ("top", "right", "bottom", "left")}
        etree.SubElement(section, f"{W}pgMar", {**sides, f"{W}header": "709", f"{W}footer": "709", f"{W}gutter": "0"})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _insert(before: str, text: str) -> Callable[[bytes], bytes]:
    return lambda xml: xml.decode().replace(before, text + before, 1).encode()


_FOOTER_PARTS: Mapping[str, Callable[[bytes], bytes]] = {
    "[Content_Types].xml": _insert(
        "</Types>",
        '<Override PartName="/word/footer1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>',
    ),
    "word/_rels/document.xml.rels": _insert(
        "</Relationships>",
        f'<Relationship Id="{_FOOTER_ID}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>',
    ),
}


def _restyle(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for fonts in root.iter(f"{W}rFonts"):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(f"{W}{script}", SERIF)
    for colour in root.iter(f"{W}color"):
        colour.attrib.clear()
        colour.set(f"{W}val", "000000")
    for name in ("Place", "Sign"):
        root.append(_style(name, "character"))
    for name in ("Own", "References"):
        root.append(_style(name, "paragraph"))
    for style in root.iter(f"{W}style"):
        size = SIZES.get(str(style.get(f"{W}styleId")))
        if size:
            _set_size(style, size)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _style(name: str, kind: str) -> etree._Element:
    style = etree.Element(f"{W}style", {f"{W}type": kind, f"{W}customStyle": "1", f"{W}styleId": name})
    etree.SubElement(style, f"{W}name", {f"{W}val": name})
    if kind == "paragraph":
        etree.SubElement(style, f"{W}basedOn", {f"{W}val": "BodyText"})
        shape = etree.SubElement(style, f"{W}pPr")
        if name == "Own":
            borders = etree.SubElement(shape, f"{W}pBdr")
            line = {f"{W}val": "single", f"{W}sz": "12", f"{W}space": "8", f"{W}color": GREY}
            etree.SubElement(borders, f"{W}left", line)
        else:
            etree.SubElement(shape, f"{W}ind", {f"{W}left": "360", f"{W}hanging": "360"})
    else:
        look = etree.SubElement(style, f"{W}rPr")
        etree.SubElement(look, f"{W}color", {f"{W}val": GREY})
    return style


def _set_size(style: etree._Element, size: int) -> None:
    look = style.find(f"{W}rPr")
    if look is None:
        look = etree.SubElement(style, f"{W}rPr")
    for tag in ("sz", "szCs"):
        found = look.find(f"{W}{tag}")
        if found is None:
            found = etree.SubElement(look, f"{W}{tag}")
        found.set(f"{W}val", str(size))
