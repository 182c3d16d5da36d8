"""Decide: one record to be accepted, rejected, corrected, joined or parted; what that would move, and what it moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from dragoman.deciding import Decided
from dragoman.errors import ActorNameError, ConfigError
from dragoman.model import Event
from dragoman.store import Reader
from dragoman.vocab import edtf
from dragoman.web.deciding.doing import (
    Given,
    Sent,
    decide,
    find,
    is_run_due,
    kept,
    now,
    read_verdict,
    undo,
    user,
)
from dragoman.web.deciding.forms import FieldForm, make_fields
from dragoman.web.deciding.moved import Moved, tell_changes
from dragoman.web.deciding.records import RecordCard
from dragoman.web.deciding.running import MOST_SETTLED
from dragoman.web.deciding.told import JudgedRow, tell_decided
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.page import Pages, missing
from dragoman.wording import sentence, write_act, write_date
from dragoman.workbench import Workbench

pages = Pages(key="judgements")

NEAR = timedelta(days=550)
"""How far apart in time an event may be that is offered to be joined to another."""
OFFERED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRow:
    """Another record: one that may be the same, or one that this one can be parted from."""

    id: str
    title: str
    date: str
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """The form of a record. ``version`` is what it was made from; ``can`` are the verdicts that it takes."""

    about: str
    version: str
    fields: tuple[FieldForm, ...]
    others: tuple[OtherRow, ...]
    can: tuple[str, ...]
    by: str
    why: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePage:
    """A record to be judged. ``moved`` is what ``preview``, a verdict, would move; ``fault`` why nothing was done."""

    card: RecordCard
    form: RecordForm
    preview: str
    moved: Moved | None
    fault: str
    meanwhile: bool
    history: tuple[JudgedRow, ...]


@pages.page("/decide/{record_id}", template="decide.html.j2")
def show(desk: AtDesk, given: Given, record_id: str) -> DecidePage:
    """A record with its words, its form, and all that was decided about it."""
    bench = desk.bench()
    card = find(bench, record_id)
    fault, meanwhile = given.get("fault", ""), bool(given.get("meanwhile"))
    preview, moved = given.get("preview", ""), None
    if preview and not fault:
        try:
            verdict, value = read_verdict(bench, record_id, {**given, "verdict": preview})
            changes = bench.preview(record_id, verdict, value=value, by=given.get("by", ""), at=now())
            moved = tell_changes(bench, changes, is_done=False)
        except (ConfigError, ActorNameError) as error:
            fault = str(error)
    with bench.reader() as reader:
        return DecidePage(
            card=card,
            form=make_form(bench, reader, card, given),
            preview=preview,
            moved=moved,
            fault=fault,
            meanwhile=meanwhile,
            history=history_of(bench, reader, record_id),
        )


def history_of(bench: Workbench, reader: Reader, record_id: str) -> tuple[JudgedRow, ...]:
    """All that was decided about a record, the latest first."""
    wanted = {one.id for one in bench.decided_about(record_id)}
    if not wanted:
        return ()
    found = [one for one in bench.judgements() if one.judgement.id in wanted]
    return tell_decided(bench, reader, reversed(found))


def make_form(bench: Workbench, reader: Reader, card: RecordCard, given: Mapping[str, str]) -> RecordForm:
    """The form of a record, with what somebody has typed into it already."""
    can = {
        "account": ("accept", "reject", "correct", "same", "different"),
        "event": ("accept", "reject", "correct", "same", "different"),
        "reason": ("accept", "reject", "correct"),
        "finding": ("accept", "reject"),
        "name": ("accept", "reject", "correct", "same", "different"),
    }[card.kind]
    return RecordForm(
        about=card.id,
        version=bench.version(card.id),
        fields=make_fields(card, given),
        others=_others(bench, reader, card),
        can=can,
        by=given.get("by", "") or user(),
        why=given.get("why", ""),
        other=given.get("other", ""),
    )


def _others(bench: Workbench, reader: Reader, card: RecordCard) -> tuple[OtherRow, ...]:
    if card.kind == "name":
        return _persons(bench, reader, card)
    if card.kind == "account" and card.event_id:
        joined = _told_in(bench, reader, card.event_id, but=card.id)
        return (*joined, *_near(bench, reader, reader.event(card.event_id)))
    if card.kind != "event":
        return ()
    own = _told_in(bench, reader, card.id, but="")
    return (*(own if len(own) > 1 else ()), *_near(bench, reader, reader.event(card.id)))


def _told_in(bench: Workbench, reader: Reader, event_id: str, *, but: str) -> tuple[OtherRow, ...]:
    """The accounts of an event, but for one: from these it can be parted."""
    accounts = [one for one in bench.accounts(event_id) if one.id != but][:OFFERED]
    documents = reader.documents_of(one.document_id for one in accounts)
    return tuple(
        OtherRow(
            id=one.id,
            title=f"{documents[one.document_id].title or documents[one.document_id].path}: “{one.evidence.quote}”",
            date=write_date(one.date),
            joined=True,
        )
        for one in accounts
    )


def _near(bench: Workbench, reader: Reader, event: Event | None) -> tuple[OtherRow, ...]:
    """Events between the same two states at about the same time, those of the same type first, then the nearest."""
    parties = sorted({*event.actors, *event.recipients}) if event else []
    if event is None or not event.date or len(parties) < 2:
        return ()
    first, last = edtf.parse(event.date).earliest(), edtf.parse(event.date).latest()
    if first is None or last is None:
        return ()
    found = reader.events(
        between=(parties[0], parties[1]), since=(first - NEAR).isoformat(), until=(last + NEAR).isoformat()
    )

    def distance(one: Event) -> tuple[bool, int, str]:
        day = edtf.parse(one.date).earliest() if one.date else None
        return one.event_type != event.event_type, abs((day - first).days) if day else 9_999, one.id

    near = sorted((one for one in found if one.id != event.id and one.date), key=distance)[:OFFERED]
    return tuple(
        OtherRow(id=one.id, title=sentence(write_act(one, bench.name)), date=write_date(one.date), joined=False)
        for one in near
    )


def _persons(bench: Workbench, reader: Reader, card: RecordCard) -> tuple[OtherRow, ...]:
    person_id = reader.person_named(card.id) or card.id
    mine = next(iter(reader.persons_of((person_id,))), None)
    if mine is None:
        return ()
    joined = tuple(
        OtherRow(id=one.id, title=one.form, date=one.reason, joined=True) for one in mine.variants if one.id != card.id
    )
    asked = reader.persons_of(mine.candidates)
    may_be = tuple(OtherRow(id=one.id, title=one.name, date=one.why, joined=False) for one in asked if one.variants)
    return (*joined[:OFFERED], *may_be[:OFFERED])


@pages.change("/decide/{record_id}/preview")
def preview(record_id: str, sent: Sent) -> str:
    """Goes to the page that tells what a verdict would move; nothing is written."""
    return f"/decide/{record_id}?{kept(sent, preview=sent.get('preview', ''))}#moved"


@pages.change("/decide/{record_id}")
def send(desk: AtDesk, record_id: str, sent: Sent) -> str:
    """Writes down what was decided about a record, and goes to what it moved."""
    found = decide(desk, record_id, sent)
    if found.made:
        return f"/judgements/{','.join(one.id for one in found.made)}?made=1"
    if found.meanwhile:
        return f"/decide/{record_id}?{kept(sent, meanwhile='1')}"
    return f"/decide/{record_id}?{kept(sent, fault=found.fault)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """Judgements made together, and what they moved. ``made`` says that this is the answer to a form just sent.

    ``run_due`` says that more waits for a run; ``about`` is the record ("" when it is not there now). ``waits`` says
    that in a project of this size it takes its time to tell what moved: it is told when ``full`` is asked for.
    """

    ids: tuple[str, ...]
    rows: tuple[JudgedRow, ...]
    moved: Moved | None
    waits: bool
    made: bool
    undoable: bool
    run_due: bool
    about: str
    fault: str


@pages.page("/judgements/{ids}", template="moved.html.j2")
def moved(desk: AtDesk, ids: str, *, made: bool = False, full: bool = False, fault: str = "") -> MovedPage:
    """What judgements moved: events, levels, phases and turning points with them, beside those without."""
    bench = desk.bench()
    wanted = tuple(dict.fromkeys(filter(None, ids.split(","))))
    found = [one for one in bench.judgements() if one.judgement.id in wanted]
    if not found or len(found) < len(wanted):
        raise missing("there is no such judgement")
    changes, waits = desk.once(("changes", wanted, full), lambda: _told(desk, found, full=full))
    with bench.reader() as reader:
        rows = tell_decided(bench, reader, found)
        about = found[0].judgement.about if reader.known([found[0].judgement.about]) else ""
    return MovedPage(
        ids=wanted,
        rows=rows,
        moved=changes,
        waits=waits,
        made=made,
        undoable=all(one.state != "undone" for one in found),
        run_due=is_run_due(desk),
        about=about,
        fault=fault,
    )


def _told(desk: Desk, found: list[Decided], *, full: bool) -> tuple[Moved | None, bool]:
    """What judgements in force moved (None for those that are not), and whether that takes too long to be told."""
    if not all(one.state in ("in force", "overruled") for one in found):
        return None, False
    bench = desk.bench()
    ids = [one.judgement.id for one in found]
    changes = bench.changes_at_once(*ids, most=None if full else MOST_SETTLED)
    return (None, True) if changes is None else (tell_changes(bench, changes, is_done=True), False)


@pages.change("/judgements/{ids}/undo")
def take_back(desk: AtDesk, ids: str, sent: Sent) -> str:
    """Undoes judgements, and goes to what that moved."""
    found = undo(desk, tuple(dict.fromkeys(filter(None, ids.split(",")))), sent)
    if found.fault:
        return f"/judgements/{ids}?{kept({}, fault=found.fault)}"
    then = sent.get("then", "")
    if then == "review":
        return f"/review?undone={','.join(one.id for one in found.made)}"
    return f"/judgements/{','.join(one.id for one in found.made)}?made=1"
