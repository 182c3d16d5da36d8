"""How a suggestion is shown to the person who is to judge it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rich.text import Text

from dragoman.cli.output import console, one_line, print_line, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.model import Account, Document, Evidence, Reason
    from dragoman.suggestions import Suggestion
    from dragoman.workbench import Workbench

BEFORE = 200
"""Characters shown of what stands before a sentence."""


class Asking:
    """Shows suggestions with the words they rest on."""

    def __init__(self, workbench: Workbench) -> None:
        self.workbench = workbench
        self.out = console()

    @cached_property
    def _accounts(self) -> Mapping[str, Account]:
        return {account.id: account for account in self.workbench.accounts()}

    @cached_property
    def _reasons(self) -> Mapping[str, Reason]:
        return {reason.id: reason for reason in self.workbench.reasons()}

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.workbench.documents(texts=False)}

    def show(self, one: Suggestion, number: str) -> None:
        """Prints a suggestion: what is asked and why, then the words."""
        question = {
            "account": "Is this read rightly?",
            "pair": "Is this one happening, told twice?",
            "reason": "Is this a cause that is given?",
            "name": "Is this the same person?",
        }[one.kind]
        self.out.print()
        print_line(self.out, f"{number}  {question}", "bold")
        print_line(self.out, f"why asked: {one.why}", indent=2)
        for record in filter(None, (one.about, one.other)):
            if one.kind == "name":
                self._name(record)
            elif one.kind == "reason":
                self._reason(self._reasons[record])
            else:
                self._account(self._accounts[record])
        if one.parts:
            told = ", ".join(f"{name} {weight:+g}" for name, weight in one.parts)
            print_line(self.out, f"how alike (bits): {told}", "dim", 2)

    def _account(self, account: Account) -> None:
        name = self.workbench.name
        kind = f"{account.event_type} ({account.mode})" if account.mode else account.event_type
        actors = " and ".join(name(party.id) for party in account.actors) or "somebody"
        recipients = " and ".join(name(party.id) for party in account.recipients)
        date = f"{account.date or 'undated'}{f' ({account.date_how})' if account.date_how else ''}"
        rows = {
            "type": kind + ("" if account.status == "asserted" else f" [{account.status}]"),
            "parties": f"{actors} → {recipients}" if recipients else actors,
            "date": date,
            "said by": account.speaker,
            "confidence": f"{account.confidence:.2f}",
        }
        self.out.print()
        for label, value in rows.items():
            if value:
                print_line(self.out, f"{label + ':':<12}{value}", indent=2)
        self._words(account.sentence, account.evidence)
        self._place(account.document_id, account.evidence, account.id)

    def _reason(self, reason: Reason) -> None:
        self.out.print()
        rows = {
            "cause": quoted(reason.cause.quote),
            "effect": quoted(reason.effect.quote),
            "cue": reason.cue,
            "said by": reason.speaker or "the author",
            "themes": ", ".join(reason.themes),
            "confidence": f"{reason.confidence:.2f}",
        }
        for label, value in rows.items():
            if value:
                print_line(self.out, f"{label + ':':<12}{value}", indent=2)
        self._words(reason.evidence, reason.evidence)
        self._place(reason.document_id, reason.evidence, reason.id)

    def _name(self, record_id: str) -> None:
        for person in self.workbench.names():
            for variant in person.variants:
                if record_id in (person.id, variant.id):
                    whose = f", {self.workbench.name(person.state)}" if person.state else ""
                    documents = [self._documents[one].path for one in variant.documents[:3]]
                    print_line(
                        self.out, f"{variant.form}{whose}: {variant.count}x, in {', '.join(documents)}", indent=2
                    )

    def _words(self, sentence: Evidence, words: Evidence) -> None:
        """The words in their sentence, with what stands before it; marked by type, or by ‹ › where there is none."""
        before = self._before(sentence)
        if before:
            print_line(self.out, before, "dim", 4)
        start, end = words.start - sentence.start, words.end - sentence.start
        if not 0 <= start < end <= len(sentence.quote):
            print_line(self.out, quoted(words.quote), indent=4)
            return
        lead, told, rest = sentence.quote[:start], sentence.quote[start:end], sentence.quote[end:]
        if self.out.is_terminal:
            flat = (one_line(f"{part}.")[:-1] if part else "" for part in (f".{lead}", told, rest))
            first, second, third = flat
            self.out.print(Text.assemble("    ", first[1:], (second, "bold"), third))
            return
        marked = f"‹{told}›" if lead.strip() or rest.strip() else told
        print_line(self.out, one_line(f"{lead}{marked}{rest}"), indent=4)

    def _before(self, sentence: Evidence) -> str:
        """What stands before a sentence in its passage."""
        with self.workbench.reader() as reader:
            passage = reader.passage(sentence.passage_id)
            document = reader.document(passage.document_id) if passage is not None else None
        if passage is None or document is None:
            return ""
        told = one_line(document.text[max(passage.start, sentence.start - BEFORE) : sentence.start])
        return f"… {told}" if told and sentence.start - BEFORE > passage.start else told

    def _place(self, document_id: str, words: Evidence, record_id: str) -> None:
        document = self._documents[document_id]
        parts = (document.path, document.locate(words.start), f"{words.start}–{words.end}")
        print_line(self.out, f"{', '.join(part for part in parts if part)}; {record_id}", "dim", 4)
