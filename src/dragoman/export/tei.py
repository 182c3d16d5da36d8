"""Accounts, reasons and acts as TEI P5 stand-off markup: the texts untouched, what is coded beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from dragoman import __version__
from dragoman.export.form import Form, Made
from dragoman.export.material import Material, read_material
from dragoman.export.xml import legal
from dragoman.ids import content_id
from dragoman.model import Account, Document, Event, Evidence, Reason
from dragoman.model.exchange import Selection
from dragoman.vocab import edtf
from dragoman.vocab.cite import cite_source
from dragoman.vocab.scheme import load_scheme
from dragoman.wording import write_act, write_date

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
STAND_OFF = "Positions in string-range() count Unicode code points of the text of the element named, from 0."


def make_tei(project: Workbench, selection: Selection, ending: str) -> Made:
    """A corpus: a TEI document for each text, with spans beside it; acts, states and types for all of them."""
    material = read_material(project, selection, texts=True)
    root = etree.Element(f"{{{TEI}}}teiCorpus", nsmap={None: TEI})  # type: ignore[dict-item]
    _corpus_header(root, material)
    _stand_off(root, material)
    for document in material.documents.values():
        _document(root, material, document)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    counts = (
        ("text", len(material.documents)),
        ("account", len(material.accounts)),
        ("reason", len(material.reasons)),
        ("act", len(material.events)),
    )
    return Made(content=content + b"\n", counts=counts, remarks=material.remarks)


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """A child element; attributes that hold nothing are left out, ``id`` is ``xml:id``, ``from_`` is ``from``."""
    element = etree.SubElement(parent, f"{{{TEI}}}{tag}")
    for name, value in attributes.items():
        if value:
            key = f"{{{XML}}}id" if name == "id" else name.rstrip("_").replace("_", "-")
            element.set(key, legal(value))
    if text:
        element.text = legal(text)
    return element


def _corpus_header(root: etree._Element, material: Material) -> None:
    header = _add(root, "teiHeader")
    description = _add(header, "fileDesc")
    title = _add(description, "titleStmt")
    _add(title, "title", material.title)
    for coder in sorted({account.coder for account in material.accounts}):
        who = _add(title, "respStmt", id=_coder(coder))
        _add(who, "resp", "coding by hand" if coder in material.hands else "machine coding")
        _add(who, "name", coder)
    _add(_add(description, "publicationStmt"), "p", f"Exported by Dragoman {__version__}, not published.")
    _add(_add(description, "sourceDesc"), "p", "The works named in the header of each text.")
    encoding = _add(header, "encodingDesc")
    _add(_add(encoding, "editorialDecl"), "p", STAND_OFF)
    taxonomy = _add(_add(encoding, "classDecl"), "taxonomy", id="plover")
    _add(_add(taxonomy, "bibl"), "title", load_scheme().name)
    used = {account.event_type for account in material.accounts} | {event.event_type for event in material.events}
    modes = {(account.event_type, account.mode) for account in material.accounts if account.mode}
    modes |= {(event.event_type, event.mode) for event in material.events if event.mode}
    for kind in (one for one in load_scheme().event_types if one.name in used):
        category = _add(taxonomy, "category", id=_type(kind.name))
        _add(category, "catDesc", f"{kind.name}: {kind.description}")
        for event_type, mode in sorted(modes):
            if event_type == kind.name:
                _add(_add(category, "category", id=_type(kind.name, mode)), "catDesc", mode)


def _document(root: etree._Element, material: Material, document: Document) -> None:
    tei = _add(root, "TEI", id=document.id)
    header = _add(tei, "teiHeader")
    description = _add(header, "fileDesc")
    _add(_add(description, "titleStmt"), "title", document.title or document.path)
    _add(_add(description, "publicationStmt"), "p", f"The text of {document.path}, as it was read.")
    source = _add(description, "sourceDesc")
    cited = _add(source, "bibl", material.cite(document.id) or cite_source(material.sources[document.source_id]))
    if document.locator:
        _add(cited, "biblScope", document.locator)
    profile = _add(header, "profileDesc")
    _add(_add(profile, "creation"), "date", write_date(document.written), **_when(document.written))
    _add(_add(profile, "langUsage"), "language", document.lang, ident=document.lang)
    stand_off = _add(tei, "standOff")
    accounts, reasons = material.accounts_in[document.id], material.reasons_in[document.id]
    if accounts:
        group = _add(stand_off, "spanGrp", type="account")
        for account in accounts:
            _account(group, material, document, account, material.event_of.get(account.id, ""))
    if reasons:
        group = _add(stand_off, "spanGrp", type="reason")
        for reason in reasons:
            _reason(group, material, document, reason)
    if not accounts and not reasons:
        tei.remove(stand_off)
    body = _add(_add(tei, "text"), "body")
    text = _add(body, "ab", document.text, id=f"text_{document.id}")
    text.set(f"{{{XML}}}space", "preserve")


def _account(group: etree._Element, material: Material, document: Document, account: Account, event_id: str) -> None:
    span = _add(
        group,
        "span",
        id=account.id,
        **_range(document, account.evidence),
        ana=f"#{_type(account.event_type, account.mode)}",
        corresp=f"#{event_id}" if event_id else "",
        resp=f"#{_coder(account.coder)}",
    )
    span.text = legal(account.evidence.quote)
    locator = document.locate(account.evidence.start)
    sides = [" and ".join(party.state or party.id for party in side) for side in (account.actors, account.recipients)]
    told = [
        *([f"at {locator}"] if locator else []),
        " to ".join(side for side in sides if side),
        write_date(account.date),
        account.status,
        *([f"said by {account.speaker}"] if account.speaker else []),
        *([f"cited there: {account.cited}"] if account.cited else []),
        f"confidence {account.confidence:.3f}",
        material.check(account),
    ]
    _add(group, "span", "; ".join(told), type="note", corresp=f"#{account.id}", **_range(document, account.evidence))


def _reason(group: etree._Element, material: Material, document: Document, reason: Reason) -> None:
    named = {"cause": reason.cause, "effect": reason.effect}
    for role, words in named.items():
        span = _add(
            group,
            "span",
            type=role,
            id=f"{reason.id}_{role}",
            corresp=f"#{reason.explains}" if role == "effect" and reason.explains else "",
            **_range(document, words),
        )
        span.text = legal(words.quote)
    told = [
        reason.kind,
        f"given by {reason.speaker or 'the author'}",
        *reason.themes,
        f"confidence {reason.confidence:.3f}",
        material.check_reason(reason),
    ]
    _add(group, "span", "; ".join(told), type="note", corresp=f"#{reason.id}_cause", **_range(document, reason.cause))


def _stand_off(root: etree._Element, material: Material) -> None:
    """What is about all texts: the states and the acts."""
    held = _add(root, "standOff")
    states = sorted({code for event in material.events for code in (*event.actors, *event.recipients)})
    if states:
        listed = _add(held, "listOrg", type="state")
        for code in states:
            _add(_add(listed, "org", id=_state(code), n=code), "orgName", material.name(code))
    if material.events:
        events = _add(held, "listEvent")
        for event in material.events:
            _event(events, material, event)
    if not len(held):
        root.remove(held)


def _event(events: etree._Element, material: Material, event: Event) -> None:
    made = _add(
        events,
        "event",
        id=event.id,
        type=event.event_type,
        subtype=event.mode,
        ana=f"#{_type(event.event_type, event.mode)}",
        **_when(event.date),
    )
    _add(made, "label", write_act(event, material.name))
    described = f"{write_date(event.date)}; {event.status}; {event.standing}; score {event.score:+g}; "
    _add(made, "desc", described + material.check_event(event))
    told = " ".join(f"#{account.id}" for account in material.told_by[event.id])
    if told:
        _add(made, "ptr", type="evidence", target=told)


def _range(document: Document, words: Evidence) -> dict[str, str]:
    """The words' place, as TEI points into a text."""
    return {"target": f"#string-range(text_{document.id},{words.start},{words.end - words.start})"}


def _when(date: str | None) -> dict[str, str]:
    """The attributes of a date: one day or the bounds of a span, and the EDTF value itself where it says more."""
    read = edtf.parse(date) if date else None
    if read is None or date is None:
        return {}
    first, last = read.earliest(), read.latest()
    exact = {"when": first.isoformat()} if first and first == last else {}
    bounds = (
        {}
        if exact
        else {
            "notBefore": first.isoformat() if first else "",
            "notAfter": last.isoformat() if last else "",
        }
    )
    return {**exact, **bounds, **({"n": date} if not exact else {})}


def _type(event_type: str, mode: str = "") -> str:
    return f"type_{event_type}" + (f"_{mode}" if mode else "")


def _state(code: str) -> str:
    return f"state_{code.replace(':', '_')}"


def _coder(name: str) -> str:
    return content_id("coder", name)


TEI_FORM = Form(about="texts and codings as TEI P5 stand-off markup", endings=(".tei.xml", ".xml"), make=make_tei)
