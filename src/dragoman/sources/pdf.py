"""Reader of PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from dragoman.errors import InputError
from dragoman.ids import content_id
from dragoman.model.record import Document, Skipped, Source
from dragoman.sources.frontmatter import file_title
from dragoman.sources.ocr import HOW_TO_READ_SCANS, can_read_scans, with_text_layer
from dragoman.sources.opening import reading
from dragoman.sources.pdf_layout import label_pages, sort_pages, write_pages
from dragoman.sources.pdf_page import Line, Page, read_page

SUFFIXES = (".pdf",)
TAIL = 2048
"""Bytes at the end of a file in which its end mark must stand."""

_JUNK_TITLE = re.compile(
    r"untitled|microsoft word|\.(docx?|pdf|tex|indd|qxd|dvi|rtf|wpd)$|^(document|slide|layout|scan)\W*\d*$",
    re.IGNORECASE,
)


def read_pdf(path: Path, *, given: str, is_trial: bool = False) -> Iterator[Source | Document | Skipped]:
    """Read a PDF file: one source, one document, each page a locator ("p. 12").

    Running heads and page numbers are dropped, columns follow each other, footnotes stand after the body. Pages are
    cited by the labels of the file, else by the numbers printed on them, else by their place. Pages without a text
    layer are read with OCR where ``ocrmypdf`` is installed; else they are named as skipped. In a trial nothing is read
    by OCR: a scan that it could read yields nothing. One page is in memory at a time, beside the text.

    Raises:
        InputError: the file is no PDF, locked by a password, cut short or damaged, or holds no text at all.
    """
    sha256 = _check(path, given)
    if is_trial and can_read_scans() and _has_scans(path, given):
        return
    with with_text_layer(path, given=given, is_needed=_has_scans) as (readable, remarks):
        yield from remarks
        with closing(_open(readable, given)) as pdf:
            yield from _read(pdf, sha256, path=path, given=given)


def _read(pdf: Any, sha256: str, *, path: Path, given: str) -> Iterator[Source | Document | Skipped]:
    pages = [_page(pdf, at) for at in range(len(pdf))]
    sorted_pages = sort_pages([page.lines for page in pages])
    given_labels = [str(pdf.get_page_label(at) or "") for at in range(len(pages))]
    labels = list(label_pages(len(pages), given_labels, sorted_pages.printed))
    text, locators = write_pages(sorted_pages, labels)
    faults = list(_faults(pages, labels))
    if not text.strip():
        why = "; ".join(f"{place}: {why}" for place, why in faults) or "no page holds text"
        scans = any(page.fault for page in pages)
        raise InputError(given, why + (f". {HOW_TO_READ_SCANS}" if scans else ""), expected="a PDF with a text layer")
    for place, why in faults:
        yield Skipped(path=given, why=f"{why}. {HOW_TO_READ_SCANS}", place=place)
    meta = {key: " ".join(str(value).split()) for key, value in pdf.get_metadata_dict().items()}
    source_id = content_id("src", sha256)
    csl: dict[str, Any] = {"id": source_id, "type": "document", "title": _title(meta, pages, Path(given))}
    if meta.get("Author"):
        csl["author"] = [{"literal": name.strip()} for name in meta["Author"].split(";") if name.strip()]
    yield Source(id=source_id, csl=csl, sha256=sha256)
    yield Document(
        id=content_id("doc", sha256, ""),
        source_id=source_id,
        path=given,
        text=text,
        title=str(csl["title"]),
        locators=locators,
    )


def _check(path: Path, given: str) -> str:
    """The SHA-256 of a file that begins and ends as a PDF file does."""
    with reading(given), path.open("rb") as file:
        head = file.read(1024)
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        tail = file.read()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if not head.strip():
        raise InputError(given, "the file is empty", expected="a PDF")
    if b"%PDF-" not in head:
        from dragoman.sources.decode import sniff

        looks = sniff(head) or "no PDF"
        raise InputError(given, f"this is {looks}, whatever its name says", expected="a PDF file (%PDF-)")
    if b"%%EOF" not in tail:
        why = "the file ends before its end mark (%%EOF): it was cut short; get it again"
        raise InputError(given, why, place=f"byte {size}", expected="a whole PDF file")
    return sha256


def _open(path: Path, given: str) -> Any:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if _is_locked(path):  # PDFium's own word on it may be left over from the file before
            raise InputError(given, "the file is locked by a password", expected="an unlocked PDF") from error
        raise InputError(given, "a damaged PDF: its parts cannot be found", expected="a PDF that opens") from error
    if len(pdf) == 0:
        pdf.close()
        raise InputError(given, "the file has no pages", expected="a PDF with pages")
    return pdf


def _is_locked(path: Path) -> bool:
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(1 << 20):
            if b"/Encrypt" in before + chunk:
                return True
            before = chunk[-8:]
    return False


def _page(pdf: Any, at: int) -> Page:
    import pypdfium2

    try:
        page = pdf[at]
    except pypdfium2.PdfiumError:
        return Page(lines=(), fault="the page is damaged")
    try:
        return read_page(page)
    except pypdfium2.PdfiumError:
        return Page(lines=(), fault="the text of the page is damaged")
    finally:
        page.close()


def _has_scans(path: Path, given: str) -> bool:
    with closing(_open(path, given)) as pdf:
        return any(_page(pdf, at).fault for at in range(len(pdf)))


def _faults(pages: Sequence[Page], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Which pages could not be read, runs of them together ("p. 3 to p. 7"), and why."""
    for fault, run in groupby(enumerate(pages), key=lambda pair: pair[1].fault):
        numbers = [at for at, _ in run]
        if fault:
            many = len(numbers) > 1
            yield (f"{labels[numbers[0]]} to {labels[numbers[-1]]}" if many else labels[numbers[0]]), fault


def _title(meta: dict[str, str], pages: Sequence[Page], path: Path) -> str:
    """The title that the file gives itself, else the largest words of its first page, else its name."""
    title = meta.get("Title", "")
    if title and not _JUNK_TITLE.search(title):
        return title
    first: Sequence[Line] = next((page.lines for page in pages if page.lines), ())
    sizes = sorted({round(line.size, 1) for line in first})
    if len(sizes) > 1 and sizes[-1] >= 1.15 * sizes[len(sizes) // 2 - 1]:
        words = " ".join(line.text for line in first if round(line.size, 1) == sizes[-1])
        if 3 < len(words) <= 200:
            return words
    return file_title(path)
