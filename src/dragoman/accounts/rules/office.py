"""A rule about persons who act in an office that was not theirs at the time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dragoman.accounts.profile import day_bounds
from dragoman.accounts.rules.case import HAPPENED, TOLD, Case, Doubt, Rule
from dragoman.model.text import ActorMention
from dragoman.vocab.actor_records import Office
from dragoman.vocab.office_titles import office_title
from dragoman.wording import write_from_to

_LONGEST = 6
"""Words of the longest title that is looked for before a name: "Chairman of the Council of Ministers"."""
_NOT_THEN = frozenset({
    "former", "formerly", "ex", "then-future", "future", "later", "deputy", "vice", "acting", "assistant", "under",
    "elect", "designate", "onetime", "sometime", "retired", "late", "interim", "shadow", "puppet", "provisional",
})  # fmt: skip
_LEADING = frozenset({"head of state", "head of government", "leader"})
"""Titles that prose mixes up: a president is one state's head and the other's head of government."""
_LISTED = _LEADING | {"foreign minister", "party leader", "defence minister"}


def outside_office(case: Case) -> Iterator[Doubt]:
    """ "Prime Minister Balluku" cannot have signed if he never held that office when it was signed.

    Judged only where the authority list knows when the person held the very office. A text may call somebody by the
    title that was his when it was written, and a name may mean another who bore both name and title then.
    """
    for account in case.accounts:
        if not account.date or account.date_how not in TOLD or account.status not in HAPPENED:
            continue
        if case.is_dated_by_another(account) or case.is_dated_by_what_is_said(account):
            continue
        persons = {party.id: party for party in account.actors if party.id in case.authority}
        for mention in case.reading.actors:
            if mention.id not in persons or mention.kind != "person":
                continue
            start, end = case.original(mention.start, mention.end)
            if not account.evidence.start <= start < end <= account.evidence.end:
                continue
            titled = _title(case, mention)
            offices = _held(case, mention.id, titled[1]) if titled else []
            if not titled or not offices:
                continue
            others = [one for actor in case.namesakes(persons[mention.id]) for one in _held(case, actor.id, titled[1])]
            written = case.reading.document.written
            then = any(_reaches(office, account.date) for office in (*offices, *others))
            if not then and not (written and any(_reaches(office, written) for office in (*offices, *others))):
                yield Doubt(
                    evidence=case.words(titled[0], mention.end),
                    why=f"{case.authority.name(mention.id)} acts as {titled[1]} {write_from_to(account.date or '')},"
                    f" an office held {_when(offices)}",
                )


def _title(case: Case, mention: ActorMention) -> tuple[int, str] | None:
    """Where the office before a name begins, and its plain title; the longest that is listed counts."""
    text = case.reading.view.text
    before = text[max(0, mention.start - 80) : mention.start]
    words = [(found.start(), found[0]) for found in re.finditer(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*", before)]
    if before[-1:] != " " or re.search(r"[.;:!?,()“”\"]\s+$", before):
        return None
    for count in range(min(_LONGEST, len(words)), 0, -1):
        begin = words[-count][0]
        phrase = before[begin:].strip()
        if not phrase[:1].isupper():
            continue
        title = office_title(phrase, mention.state)
        around = {part for _, word in words[-count - 2 :] for part in word.casefold().split("-")}
        if title in _LISTED and not around & _NOT_THEN:
            return mention.start - len(before) + begin, title
    return None


def _held(case: Case, actor_id: str, title: str) -> list[Office]:
    """When the person held the office, as the list knows it; offices that prose mixes up go together."""
    wanted = _LEADING if title in _LEADING else {title}
    return [one for one in case.authority.actor(actor_id).offices if one.title in wanted]


def _reaches(office: Office, value: str) -> bool:
    first, last = day_bounds(value)
    begin, end = office.span.first or date.min, office.span.last or date.max
    return begin.toordinal() <= last and first <= end.toordinal()


def _when(offices: list[Office]) -> str:
    spans = sorted({(one.span.first, one.span.last) for one in offices}, key=lambda pair: pair[0] or date.min)
    return " and ".join(f"{first.year if first else ''}–{last.year if last else ''}" for first, last in spans)


RULES = (
    Rule(
        id="person-outside-office",
        severity="warning",
        doc="Someone acts under the title of an office that, as the authority list has it, was not his at the time.",
        check=outside_office,
    ),
)
