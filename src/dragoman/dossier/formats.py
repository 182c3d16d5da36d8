"""The dossier as a Word, OpenDocument, EPUB or PDF file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from dragoman.dossier import pandoc
from dragoman.dossier.bibliography import cited_items, write_bibtex, write_csl, write_ris
from dragoman.dossier.blocks import build_tree
from dragoman.dossier.html import write_html
from dragoman.dossier.markdown import write_markdown
from dragoman.dossier.record import Dossier
from dragoman.dossier.word import make_reference
from dragoman.errors import ConfigError, StageError
from dragoman.vocab import edtf

DPI = 220
"""Pixels to an inch of a figure in a Word file."""


def write(dossier: Dossier, to: str) -> bytes:
    """The dossier in a format: one of ``FORMATS``. The same dossier gives the same bytes.

    Raises:
        ConfigError: there is no such format, or the program that it needs is not installed.
        StageError: that program refused the dossier.
    """
    if to not in FORMATS:
        raise ConfigError(f"{to!r} is no format of a dossier; known: {', '.join(FORMATS)}")
    return FORMATS[to][1](dossier)


def suffix(to: str) -> str:
    """The end of a file's name in a format: ".docx"."""
    return FORMATS[to][0]


def need(to: str) -> None:
    """Nothing where a format can be written here.

    Raises:
        ConfigError: there is no such format, or a program that it needs is not installed; the message says how to.
    """
    if to not in FORMATS:
        raise ConfigError(f"{to!r} is no format of a dossier; known: {', '.join(FORMATS)}")
    if to in ("docx", "odt", "epub", "pdf"):
        pandoc.need(f"a dossier as {to.upper()}")
    if to == "pdf" and find_spec("typst") is None:
        raise ConfigError(f"a dossier as PDF needs typst, which is not installed (install it with {pandoc.COMMAND})")


def _by_pandoc(dossier: Dossier, to: str) -> bytes:
    need(to)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        tree = build_tree(dossier, _draw(dossier, folder, "png" if to in ("docx", "odt") else "svg"))
        options = [f"--dpi={DPI}", *(["--reference-doc=" + _reference(folder)] if to == "docx" else [])]
        options += ["--standalone", "--toc-depth=1"]
        return pandoc.convert(tree, to, options, folder=folder, epoch=_epoch(dossier))


def _draw(dossier: Dossier, folder: Path, kind: str) -> Mapping[str, str]:
    """Draws the figures into a folder; their file names, by the key of their section."""
    names = {}
    for section in dossier.sections:
        if section.chart is None or section.chart.is_empty:
            continue
        name = f"figure-{section.key}.{kind}"
        drawn = section.chart.svg().encode() if kind == "svg" else section.chart.png(scale=3.0)
        (folder / name).write_bytes(drawn)
        names[section.key] = name
    return names


def _epoch(dossier: Dossier) -> int:
    """The day that the plan gives it, in seconds from 1970; the first that a zip can hold where it gives none."""
    day = edtf.parse(dossier.date).earliest() if dossier.date and edtf.is_valid(dossier.date) else None
    told = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() if day else pandoc.EPOCH
    return max(int(told), pandoc.EPOCH)


def _reference(folder: Path) -> str:
    """The Word file whose styles are taken."""
    (folder / "reference.docx").write_bytes(make_reference())
    return "reference.docx"


def _pdf(dossier: Dossier) -> bytes:
    """A tagged PDF (PDF/UA-1), set by typst with the fonts that come with it."""
    need("pdf")
    import typst

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        pictures = _draw(dossier, folder, "svg")
        body = pandoc.convert(build_tree(dossier, pictures), "typst", folder=folder).decode()
        for section in dossier.sections:
            if section.chart and section.key in pictures:
                # Pandoc hands no description on to typst, and PDF/UA wants one.
                shown = f'image("{pictures[section.key]}"'
                body = body.replace(shown, f"{shown}, alt: {json.dumps(section.chart.summary, ensure_ascii=False)}")
        frame = (files("dragoman.dossier") / "templates" / "dossier.typ").read_text(encoding="utf-8")
        title = f"{dossier.title}{f', {dossier.span}' if dossier.span else ''}"
        source = folder / "dossier.typ"
        source.write_text(frame + body, encoding="utf-8")
        given = {"title": title, "author": dossier.author, "date": dossier.date}
        try:
            return bytes(
                typst.compile(
                    source,
                    root=folder,
                    ignore_system_fonts=True,
                    format="pdf",
                    sys_inputs=given,
                    pdf_standards=["ua-1"],
                    timestamp=_epoch(dossier),
                )
            )
        except typst.TypstError as error:
            raise StageError(f"typst could not write the PDF: {error}") from error


FORMATS: Mapping[str, tuple[str, Callable[[Dossier], bytes]]] = MappingProxyType(
    {
        "html": (".html", lambda dossier: write_html(dossier).encode()),
        "md": (".md", lambda dossier: write_markdown(dossier).encode()),
        "docx": (".docx", lambda dossier: _by_pandoc(dossier, "docx")),
        "pdf": (".pdf", _pdf),
        "odt": (".odt", lambda dossier: _by_pandoc(dossier, "odt")),
        "epub": (".epub", lambda dossier: _by_pandoc(dossier, "epub")),
        "csl": (".csl.json", lambda dossier: write_csl(cited_items(dossier)).encode()),
        "bib": (".bib", lambda dossier: write_bibtex(cited_items(dossier)).encode()),
        "ris": (".ris", lambda dossier: write_ris(cited_items(dossier)).encode()),
    }
)
"""The formats of a dossier and of its bibliography: the end of a file's name, and what writes it."""
