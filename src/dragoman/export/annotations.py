"""Accounts and reasons as W3C Web Annotations (JSON-LD): words selected in a text, and what was coded in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dragoman.export.form import Form, Made
from dragoman.export.material import Material, read_material
from dragoman.ids import content_id
from dragoman.model import Account, Evidence, Judgement, Reason
from dragoman.model.exchange import Selection
from dragoman.vocab.cite import address

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:dragoman:term:"
OWN_CONTEXT = {
    "drg": TERMS,
    "drg:event": {"@id": f"{TERMS}event", "@type": "@id"},
    "drg:explains": {"@id": f"{TERMS}explains", "@type": "@id"},
}
"""What the keys beside those of the standard mean: terms of Dragoman's own, of which two name records."""

AROUND = 32
"""Characters of text that are given before and after the words, so that they can be found again in another copy."""


def make_annotations(project: Workbench, selection: Selection, ending: str) -> Made:
    """An annotation for each account, each reason, and each judgement on one of them, in one collection."""
    material = read_material(project, selection, texts=True)
    items = [_account(material, one, material.event_of.get(one.id, "")) for one in material.accounts]
    items += [_reason(material, one) for one in material.reasons]
    known = {one["id"] for one in items}
    judged = [one.judgement for one in material.decided if _iri(one.judgement.about) in known]
    items += [_judgement(one) for one in judged]
    value = {
        "@context": [CONTEXT, OWN_CONTEXT],
        "id": _iri(content_id("ann", [one["id"] for one in items])),
        "type": "AnnotationCollection",
        "label": material.title,
        "total": len(items),
        "first": {
            "id": _iri(content_id("page", [one["id"] for one in items])),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    content = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    counts = (
        ("account", len(material.accounts)),
        ("reason", len(material.reasons)),
        ("judgement", len(judged)),
    )
    return Made(content=content.encode("utf-8"), counts=counts, remarks=material.remarks)


def _iri(record_id: str) -> str:
    return f"urn:dragoman:record:{record_id}"


def _account(material: Material, account: Account, event_id: str) -> dict[str, Any]:
    actors = ", ".join(one.state or one.id for one in account.actors)
    recipients = ", ".join(one.state or one.id for one in account.recipients)
    sides = f"{actors} → {recipients}" if recipients else actors
    kind = f"{account.event_type} ({account.mode})" if account.mode else account.event_type
    told: dict[str, Any] = {
        "drg:event": _iri(event_id) if event_id else None,
        "drg:eventType": account.event_type,
        "drg:mode": account.mode,
        "drg:actors": [one.state or one.id for one in account.actors],
        "drg:recipients": [one.state or one.id for one in account.recipients],
        "drg:date": account.date,
        "drg:status": account.status,
        "drg:speaker": account.speaker,
        "drg:cited": account.cited,
        "drg:confidence": account.confidence,
        "drg:checked": material.check(account),
    }
    return {
        "id": _iri(account.id),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": _maker(account.coder, is_person=account.coder in material.hands),
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": kind, "format": "text/plain"},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "value": f"{account.date or 'undated'}: {kind}, {sides} [{account.status}; {material.check(account)}]",
                "format": "text/plain",
                "language": "en",
            },
        ],
        "target": _target(material, account.document_id, account.evidence),
        **_held(told),
    }


def _reason(material: Material, reason: Reason) -> dict[str, Any]:
    told: dict[str, Any] = {
        "drg:explains": _iri(reason.explains) if reason.explains else None,
        "drg:kind": reason.kind,
        "drg:polarity": reason.polarity,
        "drg:parties": list(reason.parties),
        "drg:speaker": reason.speaker,
        "drg:side": reason.speaker_state,
        "drg:cited": reason.cited,
        "drg:confidence": reason.confidence,
        "drg:checked": material.check_reason(reason),
    }
    themes = [
        {"type": "TextualBody", "purpose": "tagging", "value": theme, "format": "text/plain"} for theme in reason.themes
    ]
    return {
        "id": _iri(reason.id),
        "type": "Annotation",
        "motivation": "linking",
        "creator": _maker("dragoman", is_person=False),
        "body": [
            *themes,
            {"purpose": "linking", **_target(material, reason.document_id, reason.effect)},
        ],
        "target": _target(material, reason.document_id, reason.cause),
        **_held(told),
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    value = " ".join(part for part in (judgement.verdict, judgement.value) if part)
    made: dict[str, Any] = {
        "id": _iri(judgement.id),
        "type": "Annotation",
        "motivation": "assessing",
        "creator": _maker(judgement.by or "somebody who gave no name", is_person=True),
        "body": [
            {"type": "TextualBody", "purpose": "assessing", "value": value, "format": "text/plain"},
            *(
                [{"type": "TextualBody", "purpose": "commenting", "value": judgement.why, "format": "text/plain"}]
                if judgement.why
                else []
            ),
        ],
        "target": _iri(judgement.about),
    }
    return made | _held({"drg:at": judgement.at})


def _maker(name: str, *, is_person: bool) -> dict[str, str]:
    return {"type": "Person" if is_person else "Software", "name": name}


def _held(told: dict[str, Any]) -> dict[str, Any]:
    """What is known of all that is told."""
    return {key: value for key, value in told.items() if value not in (None, "", [])}


def _target(material: Material, document_id: str, words: Evidence) -> dict[str, Any]:
    """Words in a document: by themselves with what stands around them, and by their place (code points)."""
    document = material.documents[document_id]
    text = document.text
    source: dict[str, Any] = {
        "id": _iri(document.id),
        "type": "Text",
        "format": "text/plain",
        "language": document.lang,
        "drg:citation": material.cite(document.id),
        "drg:locator": document.locate(words.start),
        "drg:path": document.path,
        "drg:address": address(material.sources[document.source_id], document),
    }
    return {
        "type": "SpecificResource",
        "source": _held(source),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": words.quote,
                "prefix": text[max(0, words.start - AROUND) : words.start],
                "suffix": text[words.end : words.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": words.start, "end": words.end},
        ],
    }


ANNOTATIONS = Form(
    about="accounts and reasons as W3C Web Annotations",
    endings=(".jsonld", ".json"),
    make=make_annotations,
)
