"""Texts, codes and codings for programs of qualitative analysis (NVivo, MAXQDA, ATLAS.ti, QualCoder): REFI-QDA."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pyrefiqda.models import project as qda
from xsdata.formats.dataclass.serializers.config import SerializerConfig
from xsdata.models.datatype import XmlDate, XmlDateTime
from xsdata_pydantic.bindings import XmlSerializer

from dragoman import __version__
from dragoman.export.form import Form, Made
from dragoman.export.guids import guid
from dragoman.export.material import Material, read_material
from dragoman.export.packing import pack
from dragoman.export.tabular import days_of
from dragoman.export.xml import legal
from dragoman.model import Account, Event, Evidence, Judgement, Reason
from dragoman.model.exchange import Selection
from dragoman.vocab.scheme import load_scheme
from dragoman.wording import write_act

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

NAMESPACE = "urn:QDA-XML:project:1.0"
REASONS = "Reasons"
"""The code under which the themes of reasons stand."""

_VARIABLES = (
    ("date", qda.TypeOfVariableType.TEXT, "When the act was (EDTF)"),
    ("earliest", qda.TypeOfVariableType.DATE, "The first day that its date may mean"),
    ("latest", qda.TypeOfVariableType.DATE, "The last day that its date may mean"),
    ("score", qda.TypeOfVariableType.FLOAT, "Conflict (-10) to cooperation (+10)"),
    ("confidence", qda.TypeOfVariableType.FLOAT, "How sure it is that one account was read rightly"),
    ("status", qda.TypeOfVariableType.TEXT, "Asserted, denied, promised..."),
    ("standing", qda.TypeOfVariableType.TEXT, "How its accounts stand to one another"),
    ("checked", qda.TypeOfVariableType.TEXT, "Who stands for the coding"),
)


def make_qdpx(project: Workbench, selection: Selection, ending: str) -> Made:
    """Documents as texts, event types and themes as codes, accounts and reasons as codings, acts as cases."""
    material = read_material(project, selection, texts=True)
    built = _Builder(material).project()
    serializer = XmlSerializer(config=SerializerConfig(xml_declaration=True, encoding="UTF-8"))
    xml = serializer.render(built, ns_map={None: NAMESPACE})
    members = {"project.qde": xml.encode("utf-8")}
    for document in material.documents.values():
        members[f"sources/{guid(document.id)}.txt"] = document.text.encode("utf-8")
    counts = (
        ("text", len(material.documents)),
        ("coding", len(material.accounts) + sum(len(one.themes) or 1 for one in material.reasons)),
        ("case", len(material.events)),
    )
    return Made(content=pack(members), counts=counts, remarks=material.remarks)


class _Builder:
    """Makes the project; every GUID is a hash of the record's id."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.users: dict[str, qda.UserType] = {}
        self.notes: list[qda.TextSourceType] = []
        self.noted: dict[str, list[qda.NoteRefType]] = {}

    def project(self) -> qda.Project:
        """The whole project."""
        material = self.material
        for decided in material.decided:
            if decided.state == "in force":
                self._note(decided.judgement)
        texts = [self._text(id) for id in material.documents]
        return qda.Project(
            name=legal(material.title),
            origin=f"Dragoman {__version__}",
            description=f"Exported from run {material.run.get('run', '')}. Positions count Unicode code points.",
            code_book=qda.CodeBookType(codes=qda.CodesType(code=list(self._codes()))),
            variables=qda.VariablesType(
                variable=[
                    qda.VariableType(guid=guid("variable", name), name=name, type_of_variable=kind, description=told)
                    for name, kind, told in _VARIABLES
                ]
            ),
            cases=qda.CasesType(case=[self._case(event) for event in material.events]) if material.events else None,
            sources=qda.SourcesType(text_source=texts),
            notes=qda.NotesType(note=self.notes) if self.notes else None,
            users=qda.UsersType(user=list(self.users.values())),
        )

    def user(self, name: str) -> str:
        """The GUID of who coded or judged."""
        id = guid("user", name)
        self.users.setdefault(id, qda.UserType(guid=id, name=legal(name)))
        return id

    def _note(self, judgement: Judgement) -> None:
        id = guid(judgement.id)
        told = f"{judgement.verdict} {judgement.value}".strip() + (f": {judgement.why}" if judgement.why else "")
        self.notes.append(
            qda.TextSourceType(
                guid=id,
                name=f"Judgement: {judgement.verdict}",
                plain_text_content=legal(told),
                creating_user=self.user(judgement.by or "somebody who gave no name"),
                creation_date_time=_time(judgement.at),
            )
        )
        self.noted.setdefault(judgement.about, []).append(qda.NoteRefType(target_guid=id))

    def _codes(self) -> Iterator[qda.CodeType]:
        scheme = load_scheme()
        used: dict[str, set[str]] = {}
        for account in self.material.accounts:
            used.setdefault(account.event_type, set()).add(account.mode)
        for kind in (one for one in scheme.event_types if one.name in used):
            yield qda.CodeType(
                guid=guid("code", kind.name),
                name=kind.name,
                is_codable=True,
                description=kind.description,
                code=[
                    qda.CodeType(guid=guid("code", kind.name, mode), name=f"{kind.name}: {mode}", is_codable=True)
                    for mode in sorted(used[kind.name] - {""})
                ],
            )
        themes = sorted({theme for reason in self.material.reasons for theme in reason.themes})
        if self.material.reasons:
            yield qda.CodeType(
                guid=guid("code", REASONS),
                name=REASONS,
                is_codable=True,
                description="Causes that the documents give",
                code=[qda.CodeType(guid=guid("theme", one), name=one, is_codable=True) for one in themes],
            )

    def _text(self, document_id: str) -> qda.TextSourceType:
        document = self.material.documents[document_id]
        coded = map(self._account, self.material.accounts_in[document_id])
        selections = [*coded, *map(self._reason, self.material.reasons_in[document_id])]
        told = [self.material.cite(document_id), document.locator, document.path]
        return qda.TextSourceType(
            guid=guid(document.id),
            name=legal(document.title or document.path),
            description=legal("; ".join(one for one in told if one)),
            plain_text_path=f"internal://{guid(document.id)}.txt",
            plain_text_selection=selections,
            creating_user=self.user("dragoman"),
        )

    def _account(self, account: Account) -> qda.PlainTextSelectionType:
        code = guid("code", account.event_type, account.mode) if account.mode else guid("code", account.event_type)
        actors = ", ".join(one.state or one.id for one in account.actors)
        recipients = ", ".join(one.state or one.id for one in account.recipients)
        told = {
            "actors": actors,
            "recipients": recipients,
            "date": account.date or "undated",
            "status": account.status,
            "speaker": account.speaker or "the author",
            "cited": account.cited,
            "confidence": f"{account.confidence:.3f}",
            "checked": self.material.check(account),
            "locator": self.material.documents[account.document_id].locate(account.evidence.start),
            "id": account.id,
        }
        return self._selection(account.id, account.evidence, [code], account.coder, told)

    def _reason(self, reason: Reason) -> qda.PlainTextSelectionType:
        codes = [guid("theme", theme) for theme in reason.themes] or [guid("code", REASONS)]
        told = {
            "cause": " ".join(reason.cause.quote.split()),
            "effect": " ".join(reason.effect.quote.split()),
            "kind": reason.kind,
            "speaker": reason.speaker or "the author",
            "confidence": f"{reason.confidence:.3f}",
            "checked": self.material.check_reason(reason),
            "explains": reason.explains,
            "id": reason.id,
        }
        return self._selection(reason.id, reason.evidence, codes, "dragoman", told)

    def _selection(
        self, id: str, words: Evidence, codes: list[str], coder: str, told: dict[str, str]
    ) -> qda.PlainTextSelectionType:
        user = self.user(coder)
        notes = self.noted.get(id, [])
        return qda.PlainTextSelectionType(
            guid=guid(id),
            name=legal(" ".join(words.quote.split())[:80]),
            description=legal("; ".join(f"{name}: {value}" for name, value in told.items() if value)),
            start_position=words.start,
            end_position=words.end,
            creating_user=user,
            note_ref=notes,
            coding=[
                qda.CodingType(
                    guid=guid("coding", id, code), code_ref=qda.CodeRefType(target_guid=code), creating_user=user
                )
                for code in codes
            ],
        )

    def _case(self, event: Event) -> qda.CaseType:
        earliest, latest = days_of(event.date)
        trust = self.material.trust.get(event.id)
        values = [_value("date", text_value=legal(event.date or "undated"))]
        if earliest:
            values.append(_value("earliest", date_value=XmlDate(earliest.year, earliest.month, earliest.day)))
        if latest:
            values.append(_value("latest", date_value=XmlDate(latest.year, latest.month, latest.day)))
        values.append(_value("score", float_value=Decimal(str(event.score))))
        if trust:
            values.append(_value("confidence", float_value=Decimal(str(trust.confidence))))
        values += [
            _value("status", text_value=event.status),
            _value("standing", text_value=event.standing),
            _value("checked", text_value=self.material.check_event(event)),
        ]
        return qda.CaseType(
            guid=guid(event.id),
            name=legal(f"{event.date or 'undated'}: {write_act(event, self.material.name)}"),
            description=event.id,
            variable_value=values,
            selection_ref=[
                qda.SelectionRefType(target_guid=guid(account.id)) for account in self.material.told_by[event.id]
            ],
        )


def _value(name: str, **held: object) -> qda.VariableValueType:
    return qda.VariableValueType(variable_ref=qda.VariableRefType(target_guid=guid("variable", name)), **held)


def _time(at: str) -> XmlDateTime | None:
    try:
        return XmlDateTime.from_datetime(datetime.fromisoformat(at))
    except ValueError:
        return None


QDPX = Form(about="texts and codings for NVivo, MAXQDA, ATLAS.ti, QualCoder", endings=(".qdpx",), make=make_qdpx)
