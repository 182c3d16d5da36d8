"""Names of persons as rows of their tables, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dragoman.model.name import NamedPerson, NameUse, NameVariant
from dragoman.store.columns import Row, as_json


def use_row(use: NameUse) -> dict[str, Any]:
    """The row of one way in which a document writes a name."""
    return {
        "document_id": use.document_id,
        "form": use.form,
        "cue": use.cue,
        "state": use.state,
        "actor": use.actor,
        "how": use.how,
        "candidates": as_json(use.candidates),
        "titled": int(use.titled),
        "count": use.count,
        "start": use.start,
        "end": use.end,
    }


def row_use(row: Row) -> NameUse:
    """The written name of a row."""
    return NameUse(
        document_id=row["document_id"],
        form=row["form"],
        cue=row["cue"],
        state=row["state"],
        actor=row["actor"],
        how=row["how"],
        candidates=tuple(json.loads(row["candidates"])),
        titled=bool(row["titled"]),
        count=row["count"],
        start=row["start"],
        end=row["end"],
    )


def person_row(person: NamedPerson) -> dict[str, Any]:
    """The row of a person, without the names."""
    return {
        "id": person.id,
        "name": person.name,
        "actor": person.actor,
        "state": person.state,
        "candidates": as_json(person.candidates),
        "why": person.why,
    }


def variant_row(person: NamedPerson, variant: NameVariant) -> dict[str, Any]:
    """The row of one of a person's names."""
    return {
        "id": variant.id,
        "person_id": person.id,
        "form": variant.form,
        "state": variant.state,
        "count": variant.count,
        "documents": as_json(variant.documents),
        "reason": variant.reason,
        "score": float(variant.score),
        "like": variant.like,
    }


def row_variant(row: Row) -> NameVariant:
    """The name of a row."""
    return NameVariant(
        id=row["id"],
        form=row["form"],
        state=row["state"],
        count=row["count"],
        documents=tuple(json.loads(row["documents"])),
        reason=row["reason"],
        score=row["score"],
        like=row["like"],
    )


def row_person(row: Row, variants: Sequence[NameVariant]) -> NamedPerson:
    """The person of a row, with the names."""
    return NamedPerson(
        id=row["id"],
        name=row["name"],
        variants=tuple(sorted(variants, key=lambda one: (-one.count, one.form, one.id))),
        actor=row["actor"],
        state=row["state"],
        candidates=tuple(json.loads(row["candidates"])),
        why=row["why"],
    )
