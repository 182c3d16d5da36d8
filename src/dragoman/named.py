"""The persons of a corpus as a reader asks for them: by any spelling, with what each of their names rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from dragoman.mentions.name_forms import NameForm, read_form
from dragoman.mentions.name_ties import tie_forms, tie_words
from dragoman.model import Document, Evidence
from dragoman.model.name import NamedPerson, NameUse, NameVariant
from dragoman.store import Reader
from dragoman.why import Link, Tracer, facts

SHOWN = 5
"""Documents of which the words are shown for each written name."""


def find_persons(persons: Iterable[NamedPerson], name: str) -> tuple[NamedPerson, ...]:
    """The persons one of whose names is or can be ``name``: an id, a full name in any spelling, or a word of one."""
    wanted = read_form(name)
    return tuple(
        person
        for person in persons
        if name in (person.id, person.actor)
        or any(name == one.id or _is_meant(wanted, read_form(one.form)) for one in person.variants)
    )


def _is_meant(wanted: NameForm, form: NameForm) -> bool:
    if wanted.full and form.full:
        return tie_forms(wanted, form) is not None
    if not wanted.family:
        return False
    tie = tie_words(wanted.family, form.family, exact=wanted.exact and form.exact)
    return (tie is not None and tie.tier < 3) or (not wanted.full and wanted.family in form.given)


def plain_person(person: NamedPerson, paths: Mapping[str, str]) -> dict[str, Any]:
    """A person as ``dragoman names --json`` prints it; ``paths`` gives the path of each document."""
    return {
        "id": person.id,
        "name": person.name,
        "actor": person.actor or None,
        "state": person.state or None,
        "resolved": not person.why,
        "why": person.why or None,
        "candidates": list(person.candidates),
        "count": person.count,
        "documents": [paths.get(one, one) for one in person.documents],
        "variants": [
            {
                "id": one.id,
                "form": one.form,
                "state": one.state or None,
                "count": one.count,
                "documents": [paths.get(document, document) for document in one.documents],
                "reason": one.reason or None,
                "score": one.score,
                "like": one.like or None,
            }
            for one in person.variants
        ],
    }


def trace_person(tracer: Tracer, reader: Reader, record_id: str) -> Link | None:
    """The way from a person, or one of a person's names, back to the words; None when the id is neither."""
    for person in reader.persons():
        variants = [one for one in person.variants if record_id in (person.id, one.id)]
        if not variants:
            continue
        links = tuple(_trace_name(tracer, reader, variant) for variant in variants)
        if record_id != person.id:
            return links[0]
        return Link(
            kind="person",
            id=person.id,
            text=person.name,
            facts=facts(
                state=person.state,
                authority=person.actor,
                unresolved=person.why,
                candidates=", ".join(person.candidates),
            ),
            links=links,
        )
    return None


def _trace_name(tracer: Tracer, reader: Reader, variant: NameVariant) -> Link:
    reason = f"{variant.reason}, {variant.score:.2f}, beside {variant.like}" if variant.reason else ""
    return Link(
        kind="name",
        id=variant.id,
        text=variant.form,
        facts=facts(joined_by=reason, times=str(variant.count), documents=str(len(variant.documents))),
        links=tuple(islice(_words(tracer, reader, variant), SHOWN)),
    )


def _words(tracer: Tracer, reader: Reader, variant: NameVariant) -> Iterable[Link]:
    for document_id in variant.documents:
        document = reader.document(document_id)
        for use in reader.names(document_id=document_id):
            if document is None or (use.form, use.state) != (variant.form, variant.state):
                continue
            evidence = _evidence(reader, document, use)
            yield tracer.document(document) if evidence is None else tracer.words(evidence, document)
            break


def _evidence(reader: Reader, document: Document, use: NameUse) -> Evidence | None:
    if use.start is None or use.end is None:
        return None
    for passage in reader.passages(document.id):
        if passage.start <= use.start and use.end <= passage.end:
            quote = document.text[use.start : use.end]
            return Evidence(passage_id=passage.id, start=use.start, end=use.end, quote=quote)
    return None
