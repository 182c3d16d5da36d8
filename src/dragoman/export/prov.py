"""Where every record comes from, in the terms of W3C PROV, as PROV-JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prov.model import ProvDocument

from dragoman.export.form import Form, Made
from dragoman.export.material import Material, read_material
from dragoman.ids import content_id
from dragoman.model import Account, Event, Evidence, Judgement, Reason
from dragoman.model.exchange import Selection
from dragoman.vocab.cite import address, cite_source

if TYPE_CHECKING:
    from dragoman.deciding import Decided
    from dragoman.workbench import Workbench

RECORD = "urn:dragoman:record:"
TERM = "urn:dragoman:term:"


def make_prov(project: Workbench, selection: Selection, ending: str) -> Made:
    """Works, documents, accounts, acts, reasons and judgements as entities and activities; coders as agents."""
    material = read_material(project, selection)
    record = _Recorder(material)
    for source in material.sources.values():
        record.source(source.id)
    for id in material.documents:
        record.document_of(id)
    for account in material.accounts:
        record.account(account)
    for event in material.events:
        record.event(event)
    for reason in material.reasons:
        record.reason(reason)
    for decided in material.decided:
        record.judgement(decided)
    written = record.document.serialize(format="json") or "{}"
    content = json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n"
    counts = (
        ("source", len(material.sources)),
        ("document", len(material.documents)),
        ("account", len(material.accounts)),
        ("act", len(material.events)),
        ("reason", len(material.reasons)),
        ("judgement", len(material.decided)),
    )
    return Made(content=content.encode("utf-8"), counts=counts, remarks=material.remarks)


class _Recorder:
    """Writes records into one PROV document, each once and in the order in which they come."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.document = ProvDocument()
        self.document.add_namespace("rec", RECORD)
        self.document.add_namespace("drg", TERM)
        self._agents: set[str] = set()
        self._entities: set[str] = set()
        self.run = f"rec:{_run_id(material.run)}"
        versions = material.run.get("versions", {})
        told: dict[Any, Any] = {f"drg:version-{name}": version for name, version in sorted(versions.items())}
        self.document.activity(self.run, None, None, {"prov:type": self._name("drg:Run")} | told)
        self.document.wasAssociatedWith(self.run, self.program("dragoman"))

    def program(self, name: str) -> str:
        """The agent that is a program."""
        return self._agent(name, "prov:SoftwareAgent")

    def person(self, name: str) -> str:
        """The agent that is a person."""
        return self._agent(name or "somebody who gave no name", "prov:Person")

    def _agent(self, name: str, kind: str) -> str:
        id = f"rec:{content_id('agt', kind, name)}"
        if id not in self._agents:
            self._agents.add(id)
            self.document.agent(id, {"prov:type": self._name(kind), "prov:label": name})
        return id

    def _name(self, qualified: str) -> Any:
        return self.document.valid_qualified_name(qualified)

    def _entity(self, id: str, kind: str, values: Mapping[str, Any]) -> str:
        name = f"rec:{id}"
        if id not in self._entities:
            self._entities.add(id)
            told: dict[Any, Any] = {key: value for key, value in values.items() if value not in (None, "")}
            self.document.entity(name, {"prov:type": self._name(kind)} | told)
        return name

    def source(self, source_id: str) -> str:
        """A work."""
        source = self.material.sources[source_id]
        return self._entity(
            source.id,
            "drg:Source",
            {
                "prov:label": cite_source(source),
                "drg:sha256": source.sha256,
                "drg:standpoint": source.standpoint,
                "drg:genre": source.genre,
                "drg:rights": source.rights,
            },
        )

    def document_of(self, document_id: str) -> None:
        """A document, part of its work, that the run read."""
        document = self.material.documents[document_id]
        source = self.material.sources[document.source_id]
        id = self._entity(
            document.id,
            "drg:Document",
            {
                "prov:label": document.title or document.path,
                "prov:location": document.path,
                "drg:locator": document.locator,
                "drg:written": document.written,
                "drg:citation": self.material.cite(document.id),
                "drg:address": address(source, document),
                "drg:provenance": document.provenance,
            },
        )
        self.document.specializationOf(id, f"rec:{document.source_id}")
        self.document.used(self.run, id)

    def account(self, account: Account) -> None:
        """An account: quoted from its document, made by its coder, in the run."""
        sides = {
            "drg:actor": ", ".join(one.state or one.id for one in account.actors),
            "drg:recipient": ", ".join(one.state or one.id for one in account.recipients),
        }
        id = self._entity(
            account.id,
            "drg:Account",
            {
                "prov:label": f"{account.date or 'undated'}: {account.event_type} {account.mode}".strip(),
                **self._words(account.document_id, account.evidence),
                **sides,
                "drg:date": account.date,
                "drg:status": account.status,
                "drg:speaker": account.speaker,
                "drg:cited": account.cited,
                "drg:confidence": account.confidence,
                "drg:checked": self.material.check(account),
            },
        )
        self._quoted(id, account.document_id)
        by_hand = account.coder in self.material.hands
        coder = self.person(account.coder) if by_hand else self.program(account.coder)
        self.document.wasAttributedTo(id, coder)

    def event(self, event: Event) -> None:
        """An act, derived from its accounts."""
        id = self._entity(
            event.id,
            "drg:Event",
            {
                "prov:label": f"{event.date or 'undated'}: {event.event_type} {event.mode}".strip(),
                "drg:actor": ", ".join(event.actors),
                "drg:recipient": ", ".join(event.recipients),
                "drg:date": event.date,
                "drg:status": event.status,
                "drg:standing": event.standing,
                "drg:score": event.score,
                "drg:checked": self.material.check_event(event),
            },
        )
        self.document.wasGeneratedBy(id, self.run)
        for account in self.material.told_by[event.id]:
            self.document.wasDerivedFrom(id, f"rec:{account.id}", self.run)

    def reason(self, reason: Reason) -> None:
        """A reason: quoted from its document; of an act, if it explains one."""
        id = self._entity(
            reason.id,
            "drg:Reason",
            {
                "prov:label": " ".join(reason.cause.quote.split()),
                **self._words(reason.document_id, reason.evidence),
                "drg:effect": reason.effect.quote,
                "drg:kind": reason.kind,
                "drg:themes": ", ".join(reason.themes),
                "drg:speaker": reason.speaker,
                "drg:explains": reason.explains,
                "drg:confidence": reason.confidence,
                "drg:checked": self.material.check_reason(reason),
            },
        )
        self._quoted(id, reason.document_id)

    def judgement(self, decided: Decided) -> None:
        """What a person decided: an activity on a record that it influenced, if it is in force."""
        judgement = decided.judgement
        at = _time(judgement)
        told = {
            "prov:type": self._name("drg:Judgement"),
            "drg:verdict": judgement.verdict,
            "drg:value": judgement.value,
            "drg:why": judgement.why,
            "drg:at": judgement.at,
            "drg:state": decided.state,
        }
        id = f"rec:{judgement.id}"
        self.document.activity(id, at, at, {key: value for key, value in told.items() if value != ""})
        self.document.wasAssociatedWith(id, self.person(judgement.by))
        if judgement.verdict == "undo":
            self.document.wasInformedBy(id, f"rec:{judgement.about}")
            return
        about = self._entity(judgement.about, "drg:Record", {})
        self.document.used(id, about)
        if decided.state == "in force":
            self.document.wasInfluencedBy(about, id)

    def _words(self, document_id: str, words: Evidence) -> dict[str, Any]:
        document = self.material.documents[document_id]
        return {
            "prov:value": words.quote,
            "drg:start": words.start,
            "drg:end": words.end,
            "drg:locator": document.locate(words.start),
        }

    def _quoted(self, id: str, document_id: str) -> None:
        self.document.wasGeneratedBy(id, self.run)
        self.document.wasDerivedFrom(
            id, f"rec:{document_id}", self.run, other_attributes={"prov:type": self._name("prov:Quotation")}
        )


def _run_id(run: Mapping[str, Any]) -> str:
    """The id of the run; where none has been finished, one that says so."""
    told = str(run.get("run", ""))
    return told if told.startswith("run_") else "run_unfinished"


def _time(judgement: Judgement) -> datetime | None:
    try:
        return datetime.fromisoformat(judgement.at)
    except ValueError:
        return None


PROV = Form(about="where every record comes from, as W3C PROV-JSON", endings=(".prov.json", ".json"), make=make_prov)
