"""Original: a page of the PDF file that a document was read from, as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import Depends, Path, Query, Request
from fastapi.responses import Response

from dragoman.errors import InputError
from dragoman.ids import digest
from dragoman.inputs import Input
from dragoman.model import Document, Source
from dragoman.sources.pdf_picture import WIDTH, PagePlace, draw_page, find_page
from dragoman.vocab.cite import cite_document
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.page import Pages, missing
from dragoman.workbench import Workbench

pages = Pages(key="document")

AT_ONCE = 2
"""Pages that are drawn at the same time; who asks for more waits."""
SAMPLE = 400
"""Characters of the text by which its page is found."""

PageOfFile = Annotated[int, Path(ge=1, le=1_000_000, description="Which page of the file, from 1 on.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalPage:
    """A page of the file: ``number`` of ``pages``, by its place in the file; ``locator`` is what it is cited by.

    ``at`` is where its words begin in the text (code points), None where that is not known. ``sure`` is False where
    the page was guessed, for its words cannot be looked for in a scan.
    """

    id: str
    title: str
    path: str
    citation: str
    number: int
    pages: int
    locator: str
    at: int | None
    sure: bool
    earlier: int | None
    later: int | None


@pages.page("/documents/{document_id}/original", template="original.html.j2")
def original(
    desk: AtDesk,
    document_id: str,
    at: Annotated[int | None, Query(ge=0, description="A place in the text (code points): its page is shown.")] = None,
    number: Annotated[int | None, Query(ge=1, le=1_000_000, description="Which page of the file, from 1 on.")] = None,
) -> OriginalPage:
    """A page of the file as it was printed, for the words of a place in the text or by its number."""
    document, source, file = _file(desk.bench(), document_id)
    asked = at if at is not None or number is not None else 0
    place = _place(desk, document, file, asked, number or 1)
    locator = _locator(document, asked) if asked is not None else None
    return OriginalPage(
        id=document.id,
        title=document.title or document.path,
        path=document.path,
        citation=cite_document(source, document),
        number=place.number,
        pages=place.pages,
        locator=locator[1] if locator and place.sure else "",
        at=asked,
        sure=place.sure or asked is None,
        earlier=place.number - 1 if place.number > 1 else None,
        later=place.number + 1 if place.number < place.pages else None,
    )


def has_original(bench: Workbench, source: Source | None) -> bool:
    """Whether the pages of a document's file can be shown as pictures."""
    file = bench.inputs.of(source.sha256) if source else None
    return file is not None and file.path.suffix == ".pdf"


def _drawing(request: Request) -> BoundedSemaphore:
    drawing: BoundedSemaphore = request.app.state.drawing
    return drawing


def draw(
    request: Request,
    desk: AtDesk,
    drawing: Annotated[BoundedSemaphore, Depends(_drawing)],
    document_id: str,
    number: PageOfFile,
) -> Response:
    """The picture of a page. It is made anew each time, but sent only to a browser that does not have it."""
    _, _, file = _file(desk.bench(), document_id)
    tag = f'"{digest(file.sha256, str(number), str(WIDTH))[:20]}"'
    # A file is kept by its content: what was drawn of it once is so for good.
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    try:
        with drawing:
            picture = draw_page(file.path, given=file.given, number=number)
    except InputError as error:
        raise missing(str(error)) from error
    return Response(picture, media_type="image/png", headers=headers)


pages.router.add_api_route(
    "/documents/{document_id}/pages/{number}.png", draw, methods=["GET"], include_in_schema=False
)


def _file(bench: Workbench, document_id: str) -> tuple[Document, Source, Input]:
    """A document, its source, and its file: the project's own copy, found by its content, not by what is asked."""
    with bench.reader() as reader:
        document = reader.document(document_id)
        source = reader.source(document.source_id) if document else None
    if document is None or source is None:
        raise missing(f"there is no document {document_id}")
    file = bench.inputs.of(source.sha256)
    if file is None or not has_original(bench, source):
        raise missing(f"{document.path} is no PDF: there is no page of it to show")
    return document, source, file


def _place(desk: Desk, document: Document, file: Input, at: int | None, number: int) -> PagePlace:
    words, guess = "", number
    if at is not None:
        start, label = _locator(document, at) or (0, "")
        ends = [offset for offset, _ in document.locators if offset > start]
        words = document.text[start : min([start + SAMPLE, *ends])]
        labels = list(dict.fromkeys(label for _, label in document.locators))
        guess = labels.index(label) + 1 if label in labels else 1
    try:
        return desk.same(
            ("page", file.sha256, words, guess),
            lambda: find_page(file.path, given=file.given, words=words, guess=guess),
        )
    except InputError as error:
        raise missing(str(error)) from error


def _locator(document: Document, at: int) -> tuple[int, str] | None:
    """The page that a place of the text stands on: where it begins in the text, and what it is cited by."""
    before = [one for one in document.locators if one[0] <= at]
    return max(before, key=lambda one: one[0]) if before else None
