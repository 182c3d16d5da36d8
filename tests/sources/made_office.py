"""Small office documents and books, written by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = f"""{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def make_zip(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """An archive of these members, in this order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def docx_parts(paragraphs: Sequence[tuple[str, str]], notes: Sequence[str] = (), *, core: str = "") -> dict[str, str]:
    """The members of a Word file: paragraphs (style, text); ``{1}`` in a text is a reference to the first note."""

    def runs(text: str) -> str:
        pieces = []
        for number, piece in enumerate(text.split("{")):
            mark, _, rest = piece.partition("}") if number else ("", "", piece)
            if mark:
                pieces.append(f'<w:r><w:footnoteReference w:id="{mark}"/></w:r>')
            pieces.append(f'<w:r><w:t xml:space="preserve">{escape(rest)}</w:t></w:r>')
        return "".join(pieces)

    body = "".join(
        f'<w:p>{f"""<w:pPr><w:pStyle w:val="{style}"/></w:pPr>""" if style else ""}{runs(text)}</w:p>'
        for style, text in paragraphs
    )
    footnotes = "".join(
        f'<w:footnote w:id="{number}"><w:p>{runs(text)}</w:p></w:footnote>'
        for number, text in enumerate(notes, start=1)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("heading 1", "heading 2", "Title")
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELS}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"{_HEAD}<w:styles {_W}>{styles}</w:styles>",
        "word/footnotes.xml": f"{_HEAD}<w:footnotes {_W}>{footnotes}</w:footnotes>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="r2" Type="{_RELS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{_RELS}/footnotes" Target="footnotes.xml"/></Relationships>',
    }
    if core:
        parts["docProps/core.xml"] = (
            f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
        )
    return parts


def odt_parts(body: str, *, meta: str = "") -> dict[str, str]:
    """The members of an OpenDocument text: ``body`` is that of the text, ``meta`` what is said of it."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{_HEAD}<office:document-content {spaces}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>",
        "meta.xml": f"{_HEAD}<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>",
    }


def epub_parts(
    chapters: Mapping[str, str], *, contents: Mapping[str, str] | None = None, meta: str = ""
) -> dict[str, str]:
    """The members of a book: file names and the bodies of chapters; ``contents`` gives titles by file name."""
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters, start=1)
    )
    spine = "".join(f'<itemref idref="i{number}"/>' for number in range(1, len(chapters) + 1))
    links = "".join(f'<li><a href="{name}">{title}</a></li>' for name, title in (contents or {}).items())
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        ' xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{}</body></html>'
    )
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{meta}</metadata><manifest>{items}"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>'
        f"<spine>{spine}</spine></package>",
        "OEBPS/nav.xhtml": page.format(f'<nav epub:type="toc"><ol>{links}</ol></nav>'),
        **{f"OEBPS/{name}": page.format(body) for name, body in chapters.items()},
    }
