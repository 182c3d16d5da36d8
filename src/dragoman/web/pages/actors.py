"""Actors: the states and persons that the documents speak of, what the authority list knows of each, where named."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query

from dragoman.errors import ActorNameError
from dragoman.model.name import NamedPerson
from dragoman.vocab.actors import Actor, Authority, Span
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.page import PageNumber, Pages, missing
from dragoman.web.paging import span_of
from dragoman.web.rows.actors import (
    ActorPage,
    ActorsPage,
    CandidateRow,
    HeldRow,
    MetRow,
    NameRow,
    NamingRow,
    OfficeRow,
    PartnerRow,
    PersonRow,
    StateRow,
)
from dragoman.wording import with_article

pages = Pages(key="actors")

PER_PAGE = 60
MOST = 3_000
"""Persons that are counted and paged through; a list that is longer is to be narrowed."""
PARTNERS = 15
DOCUMENTS = 30
HOLDERS = 80
SPELLINGS = 6
"""Written forms of a name that a list shows."""


@pages.page("/actors", template="actors.html.j2")
def actors(
    desk: AtDesk,
    *,
    kind: Literal["states", "persons"] = "states",
    q: Annotated[str, Query(max_length=100, description="A part of a name.")] = "",
    state: Annotated[str, Query(max_length=100, description="Persons of this state.")] = "",
    unresolved: Annotated[
        bool, Query(description="Only names that may mean several persons, or nobody known.")
    ] = False,
    page: PageNumber = 1,
) -> ActorsPage:
    """The states by their events, or the persons whose names were met."""
    words, fault, code = q.strip(), "", ""
    try:
        code = desk.bench().state(state.strip()) if state.strip() else ""
    except ActorNameError as error:
        fault = str(error)
    rows: tuple[StateRow, ...] = ()
    persons: tuple[PersonRow, ...] = ()
    if fault:
        span = span_of(1, PER_PAGE, 0)
    elif kind == "states":
        found = desk.once(("states", words), lambda: _states(desk, words))
        span = span_of(page, PER_PAGE, len(found))
        rows = found[max(span.first - 1, 0) : span.last]
    else:
        with desk.bench().reader() as reader:
            ids = desk.once(
                ("persons", words, code, unresolved),
                lambda: reader.person_ids(words=words, state=code, unresolved=unresolved, most=MOST + 1),
            )
            more, ids = len(ids) > MOST, ids[:MOST]
            span = span_of(page, PER_PAGE, len(ids), more=more)
            persons = tuple(_person(one) for one in reader.persons_of(ids[max(span.first - 1, 0) : span.last]))
    return ActorsPage(
        kind=kind, q=q, state=state, fault=fault, unresolved=unresolved, span=span, states=rows, persons=persons
    )


@pages.page("/actors/{actor_id}", template="actor.html.j2")
def actor(desk: AtDesk, actor_id: str, page: PageNumber = 1) -> ActorPage:
    """What is known of an actor: names, time, offices, and the documents and events that speak of it."""
    bench = desk.bench()
    authority = bench.authority
    known = authority.actor(actor_id) if actor_id in authority else None
    with bench.reader() as reader:
        id = known.id if known else actor_id
        person = next(iter(reader.persons_of((id,))), None)
        if known is None and person is None:
            raise missing(f"neither the authority list nor the documents know an actor {actor_id}")
        documents = tuple(person.documents) if person else ()
        span = span_of(page, DOCUMENTS, len(documents))
        naming = reader.naming(documents, limit=DOCUMENTS, offset=max(span.first - 1, 0)) if documents else ()
        events = dict(desk.once("party-counts", reader.party_counts)).get(id, 0)
        partners = desk.once(("partners", id), lambda: reader.partners(id, limit=PARTNERS)) if events else ()
    offices = _offices(authority, known) if known else ()
    return ActorPage(
        id=id,
        name=known.name if known else person.name if person else id,
        kind=known.kind if known else "person",
        known=known is not None,
        spans=_spans(known.spans) if known else (),
        states=_whose(authority, known, person),
        names=_names(known),
        called=tuple(
            NameRow(text=text, form="name", span=_edtf(when), principal=True)
            for text, when in (known.called if known else ())
        ),
        numbers=_numbers(known),
        before=tuple(_held(authority, one) for one in (known.predecessors if known else ())),
        after=tuple(_held(authority, one) for one in (known.successors if known else ())),
        members=tuple(_held(authority, one, when) for one, when in known.members) if known else (),
        bodies=desk.once(("bodies", id), lambda: _bodies(authority, id)) if known and known.kind == "state" else (),
        offices=offices[:HOLDERS],
        holders=len(offices),
        events=events,
        partners=tuple(PartnerRow(state=one, events=number) for one, number in partners),
        met=tuple(
            MetRow(form=one.form, count=one.count, documents=len(one.documents), reason=one.reason, like=one.like)
            for one in (person.variants if person else ())
        ),
        count=person.count if person else 0,
        why=person.why if person else "",
        candidates=tuple(
            CandidateRow(id=one, name=authority.name(one)) for one in (person.candidates if person else ())
        ),
        span=span,
        naming=tuple(NamingRow(**one) for one in naming),
    )


def _states(desk: Desk, words: str) -> tuple[StateRow, ...]:
    authority = desk.bench().authority
    with desk.bench().reader() as reader:
        counts = desk.once("party-counts", reader.party_counts)
    rows = []
    for id, events in counts:
        known = authority.actor(id) if id in authority else None
        held = (id, *((known.name, *(one.text for one in known.names)) if known else ()))
        if not words or any(words.casefold() in one.casefold() for one in held):
            rows.append(
                StateRow(
                    id=id,
                    name=known.name if known else id,
                    kind=known.kind if known else "",
                    spans=_spans(known.spans) if known else (),
                    events=events,
                )
            )
    return tuple(rows)


def _person(one: NamedPerson) -> PersonRow:
    return PersonRow(
        id=one.id,
        name=one.name,
        state=one.state,
        known=bool(one.actor),
        count=one.count,
        documents=len(one.documents),
        forms=tuple(name.form for name in one.variants if name.form != one.name)[:SPELLINGS],
        why=one.why,
    )


def _whose(authority: Authority, known: Actor | None, person: NamedPerson | None) -> tuple[HeldRow, ...]:
    """The states that an actor acts for; those of a state itself are left out."""
    if known is None:
        return (_held(authority, person.state),) if person and person.state else ()
    return tuple(_held(authority, one, when) for one, when in known.states if one not in (known.id, ""))


def _names(known: Actor | None) -> tuple[NameRow, ...]:
    found = {
        (one.text, one.form, _edtf(one.span)): NameRow(
            text=one.text, form=one.form, span=_edtf(one.span), principal=one.principal
        )
        for one in (known.names if known else ())
    }
    return tuple(found.values())


def _numbers(known: Actor | None) -> tuple[tuple[str, str], ...]:
    """The numbers of a state in the lists of the field, by the list."""
    listed = (("cow", known.cow), ("gw", known.gw)) if known else ()
    return tuple((key, ", ".join(str(one) for one in numbers)) for key, numbers in listed if numbers)


def _bodies(authority: Authority, id: str) -> tuple[HeldRow, ...]:
    found = [
        HeldRow(id=one.id, name=one.name, span=_edtf(when))
        for one in authority
        for member, when in (one.members if one.kind == "body" else ())
        if member == id
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.span)))


def _offices(authority: Authority, known: Actor) -> tuple[OfficeRow, ...]:
    """The offices of a person by time; those of a state by title and time."""
    if known.kind == "state":
        held = [(one, office) for one in authority for office in one.offices if office.state == known.id]
    else:
        held = [(known, office) for office in known.offices]
    rows = [
        OfficeRow(
            title=_title(authority, office.title),
            holder=one.id,
            holder_name=one.name,
            state=office.state,
            span=_edtf(office.span),
        )
        for one, office in held
    ]
    if known.kind == "state":
        return tuple(sorted(rows, key=lambda one: (one.title, one.span.startswith(".."), one.span, one.holder)))
    return tuple(sorted(rows, key=lambda one: (one.span, one.title)))


def _title(authority: Authority, title: str) -> str:
    """An office in words: that of an envoy names the state he was sent to by its code."""
    post, to, code = title.partition(" to ")
    return f"{post} to {with_article(authority.name(code))}" if to and code in authority else title


def _held(authority: Authority, id: str, when: Span | None = None) -> HeldRow:
    return HeldRow(id=id, name=authority.name(id), span=_edtf(when) if when else "")


def _spans(spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(text for one in spans if (text := _edtf(one)))


def _edtf(span: Span) -> str:
    """A stretch of days as EDTF, whole years as years; "" for one that is open on both sides."""
    if span.first is None and span.last is None:
        return ""
    first = span.first.isoformat().removesuffix("-01-01") if span.first else ".."
    last = span.last.isoformat().removesuffix("-12-31") if span.last else ".."
    return first if first == last else f"{first}/{last}"
