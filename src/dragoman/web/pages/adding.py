"""Adding an account: the words chosen in a document, and what they tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.additions import find_words, write_addition
from dragoman.errors import ActorNameError, ConfigError, MeanwhileError
from dragoman.model import Document
from dragoman.web.deciding.doing import Given, Sent, bring_up_to_date, kept, now, user
from dragoman.web.deciding.forms import FieldForm, blank_fields, read_new
from dragoman.web.deciding.records import BEFORE
from dragoman.web.desk import AtDesk
from dragoman.web.page import Pages, missing
from dragoman.workbench import Workbench

pages = Pages(key="document")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the words stand: ``start`` counts code points; ``before`` and ``after`` are what stands around them."""

    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPage:
    """The form of an account to be added. ``places`` is empty where the words are not in the text.

    Of several places ``start`` is the one that is meant, None while none is chosen.
    """

    document_id: str
    title: str
    quote: str
    places: tuple[Place, ...]
    start: int | None
    fields: tuple[FieldForm, ...]
    by: str
    why: str
    fault: str


MOST_PLACES = 20


@pages.page("/documents/{document_id}/add", template="adding.html.j2")
def show(desk: AtDesk, given: Given, document_id: str) -> AddPage:
    """The words that an account is to rest on, found in the text, and the form of what they tell."""
    document = _document(desk.bench(), document_id)
    quote = given.get("quote", "").strip()
    places = find_places(document.text, quote)
    asked = given.get("start", "")
    start = int(asked) if asked.isdigit() and int(asked) in {one.start for one in places} else None
    if start is None and len(places) == 1:
        start = places[0].start
    return AddPage(
        document_id=document.id,
        title=document.title or document.path,
        quote=quote,
        places=places,
        start=start,
        fields=blank_fields(given),
        by=given.get("by", "") or user(),
        why=given.get("why", ""),
        fault=given.get("fault", ""),
    )


def _document(bench: Workbench, document_id: str) -> Document:
    with bench.reader() as reader:
        found = reader.document(document_id)
    if found is None:
        raise missing(f"there is no document {document_id}")
    return found


def find_places(text: str, quote: str) -> tuple[Place, ...]:
    """All places of a text where words stand; how blanks and line ends part them makes no difference."""
    return tuple(
        Place(
            start=start,
            before=" ".join(text[max(0, start - BEFORE // 3) : start].split()),
            after=" ".join(text[end : end + BEFORE // 3].split()),
        )
        for start, end in find_words(text, quote)[:MOST_PLACES]
    )


@pages.change("/documents/{document_id}/add")
def add(desk: AtDesk, document_id: str, sent: Sent) -> str:
    """Adds an account to what was coded, and goes to what that moved."""
    bench = desk.bench()
    try:
        value = _value(bench, document_id, sent)
        made = bench.judge(
            document_id,
            "add",
            value=value,
            by=sent.get("by", "").strip() or user(),
            at=now(),
            why=sent.get("why", "").strip(),
        )
    except (ConfigError, ActorNameError, MeanwhileError) as error:
        return f"/documents/{document_id}/add?{kept(sent, fault=str(error))}"
    bring_up_to_date(desk)
    return f"/judgements/{made[0].id}?made=1"


def _value(bench: Workbench, document_id: str, sent: Mapping[str, str]) -> str:
    document = _document(bench, document_id)
    found = find_words(document.text, sent.get("quote", ""))
    if not found:
        raise ConfigError("these words are not in the text; copy them from it")
    asked = sent.get("start", "")
    chosen = [one for one in found if str(one[0]) == asked] or (list(found) if len(found) == 1 else [])
    if not chosen:
        raise ConfigError(f"these words stand at {len(found)} places of the text: choose one")
    return write_addition(document, *chosen[0], read_new(bench, sent))
