"""Rules about accounts that cannot be: of the dead, of states not yet made, of days to come, of two days at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dragoman.accounts.conflict import find_conflicts
from dragoman.accounts.profile import day_bounds
from dragoman.accounts.reconcile import reconcile
from dragoman.accounts.rules.case import FIRM, HAPPENED, TOLD, Case, Doubt, Rule
from dragoman.model import Account, Party
from dragoman.vocab import edtf
from dragoman.wording import write_date, write_from_to

_LOOSELY = 366
"""Days by which a state's name may run ahead of its founding, or outlast it, in what a text tells."""
_LISTED_FROM = date(1816, 1, 1)
"""The day with which the list of states begins: those that were there then are older."""
_NAME_GOES_ON = re.compile(r"\s(?:[A-Z]\.\s)?(?![A-Z]+\b)[A-Z][a-z]")
_PAST = re.compile(
    r"\b(?:\w{2,}ed|was|were|had|has|have|did|began|broke|brought|built|came|cut|fell|fought|gave|held|knew|led|left|"
    r"lost|made|met|paid|put|said|sent|set|shot|sold|sought|spoke|struck|told|took|threw|went|withdrew|won|wrote)\b",
    re.IGNORECASE,
)
"""A sentence without a verb of the past ("Background paper for the meeting of May 18") tells nothing as done."""
_YEAR_OF_A_NAME = re.compile(
    r"[^\W\d_]\s(?P<year>[12]\d{3})\s+(?!(?:and|or|but|when|after|as|by|that|which|the)\b)[a-z]"
)
_BEFORE_A_YEAR = re.compile(r"\b(?:in|by|since|during|of|for|from|to|until|till|early|late|mid|year|and|or)$", re.I)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|(?-i:may)|might|could|can|must|let|plan\w*|propos\w+|intend\w*|intention\w*|hope\w*|"
    r"expect\w*|schedul\w+|project\w*|estimat\w+|programm?\w*|budget\w*|forecast\w*|commit\w*|promis\w+|offer\w*|"
    r"agreed|due|until|till|by|before|through|fiscal|fy|to be|to (?=[a-z]+ )|next|future|coming)\b",
    re.IGNORECASE,
)
"""Words with which a text looks ahead: what they are said of had not happened when it was written."""


def outside_life(case: Case) -> Iterator[Doubt]:
    """Nobody acts before birth or after death.

    A name that another bore who lived then may mean him.
    """
    for account, party in _dated_doers(case):
        if not party.id.startswith("person:") or not _does(case, account, party):
            continue
        if case.is_dated_by_another(account) or case.is_dated_by_what_is_said(account):
            continue
        bearers = (party.id, *(one.id for one in case.namesakes(party)))
        if not any(_lived(case, one, account.date) for one in bearers):
            yield Doubt(
                evidence=account.evidence,
                why=f"{case.authority.name(party.id)} acts {write_from_to(account.date or '')},"
                f" but {_lifetime(case, party.id)}",
            )


def outside_existence(case: Case) -> Iterator[Doubt]:
    """A state acts only while it exists.

    Said only of words that name the state and nothing older: "Soviet Union", "East Germany". India, Cuba or Austria
    are also lands, of which a text may well speak before they were states.
    """
    for account, party in _dated_doers(case):
        is_state = party.id in case.authority and case.authority.actor(party.id).kind == "state"
        if not is_state or case.is_dated_by_what_is_said(account):
            continue
        if _names_the_state(case, account, party) and not _lived(case, party.id, account.date, loosely=_LOOSELY):
            yield Doubt(
                evidence=account.evidence,
                why=f"{case.authority.name(party.id)} acts {write_from_to(account.date or '')},"
                f" but {_lifetime(case, party.id)}",
            )


def _names_the_state(case: Case, account: Account, party: Party) -> bool:
    """Whether the words mean this state alone, by a name made for it, or one under which another state stood then."""
    meant = case.authority.meant(party.text)
    if [actor.id for actor in meant] != [party.id]:
        return False
    actor = meant[0]
    forms = {name.form for name in actor.names if name.text.casefold() == party.text.casefold()}
    if not forms & {"name", "alias"} and party.text != actor.name:
        return False
    began, on = actor.spans[0].first, edtf.parse(account.date or "").earliest()
    if on is None or began is None or case.authority.dependence(actor.id, began - timedelta(days=1)):
        return False
    if len(actor.spans) > 1 and began < on < (actor.spans[-1].first or date.min):
        return False  # between two times of its own a state of that name stood under another authority
    return " " in actor.name or case.authority.state_of(actor.id, on) != actor.id


def _dated_doers(case: Case) -> Iterator[tuple[Account, Party]]:
    """Those said to have acted, on a date that the words themselves fix."""
    for account in case.accounts:
        if account.date and account.date_how in TOLD and account.status in HAPPENED:
            for party in account.actors:
                yield account, party


def _does(case: Case, account: Account, party: Party) -> bool:
    """Whether the words make the person the doer: "Stalin's image" and "the cult of Stalin" are not his acts."""
    quote = account.evidence.quote
    place = quote.find(party.text)
    if not party.text or place < 0 or place > len(quote) / 2:
        return False
    before, after = quote[:place].split(), quote[place + len(party.text) :]
    if _NAME_GOES_ON.match(after) or not _ends_as_listed(case, party):
        return False  # "John Sherman Cooper" is not John Sherman
    return not after.startswith(("'", "’")) and (not before or before[-1].casefold() not in ("of", "by", "after"))


def _ends_as_listed(case: Case, party: Party) -> bool:
    """Whether the last word of a name of several is one that the person is listed under."""
    words = party.text.split()
    if len(words) < 2 or party.id not in case.authority:
        return True
    listed = {word for name in case.authority.actor(party.id).names for word in name.text.casefold().split()}
    return words[-1].casefold() in listed


def _lived(case: Case, actor_id: str, value: str | None, *, loosely: int = 0) -> bool:
    """Whether some day that the date may mean falls into the actor's time, or lies no more than ``loosely`` days off.

    An unknown actor is let pass.
    """
    if value is None or actor_id not in case.authority:
        return True
    first, last = day_bounds(value)
    first, last = first - loosely, last + loosely
    return any(
        (date.min if span.first in (None, _LISTED_FROM) else span.first).toordinal() <= last
        and first <= (span.last or date.max).toordinal()
        for span in case.authority.actor(actor_id).spans
    )


def _lifetime(case: Case, actor_id: str) -> str:
    spans = case.authority.actor(actor_id).spans
    person = actor_id.startswith("person:")
    first, last = spans[0].first, spans[-1].last
    told = []
    if first and first != _LISTED_FROM:
        told.append(f"was {'born' if person else 'founded'} in {first.year}")
    if last:
        told.append(f"{'died' if person else 'ended'} in {last.year}")
    return " and ".join(told)


def later_than_written(case: Case) -> Iterator[Doubt]:
    """A text cannot tell as done what came after it was written.

    An edition's notes are written by later hands, and a sentence that looks ahead tells of no deed.
    """
    written = case.reading.document.written
    end = edtf.parse(written).latest() if written else None
    if end is None:
        return
    for account in case.accounts:
        if account.date and account.date_how == "explicit" and account.status in HAPPENED:
            begins = edtf.parse(account.date).earliest()
            if (
                begins
                and begins > end
                and not case.in_note(account.evidence)
                and _PAST.search(account.sentence.quote)
                and not _AHEAD.search(account.sentence.quote)
                and not _is_of_a_name(account)
            ):
                yield Doubt(
                    evidence=account.evidence,
                    why=f"told as of {write_date(account.date)}, in a text written {write_date(written)}",
                )


def _is_of_a_name(account: Account) -> bool:
    """Whether the year of an account is part of a thing's name: "the Moscow 1957 trade fair"."""
    quote = account.sentence.quote
    return any(
        found["year"] == account.date and not _BEFORE_A_YEAR.search(quote[: found.start() + 1])
        for found in _YEAR_OF_A_NAME.finditer(quote)
    )


def two_dates(case: Case) -> Iterator[Doubt]:
    """One happening has one date."""
    firm = [one for one in case.accounts if one.date_how == "explicit"]
    yield from _disputes(firm, "date", "dated")


def two_statuses(case: Case) -> Iterator[Doubt]:
    """The same text says of the same sides and day that they did it and that they did not.

    A text that reports a denial does not contradict itself: only what it says in one voice can. What happened on
    another day, or to others, is another matter.
    """
    by_matter: dict[tuple[object, ...], list[Account]] = defaultdict(list)
    for one in case.accounts:
        sides = tuple(sorted(party.id for party in one.actors)), tuple(sorted(party.id for party in one.recipients))
        first, last = day_bounds(one.date)
        narrow = one.date is not None and one.date_how in FIRM and last - first <= _MONTH
        if not one.speaker and narrow and all(party.text for party in (*one.actors, *one.recipients)):
            by_matter[one.event_type, one.mode, sides, one.date].append(one)
    for matter in sorted(by_matter, key=str):
        yield from _disputes(by_matter[matter], "status", "told as")


_MONTH = 31
"""Days of the widest date that still tells one deed from another of its kind."""


def _disputes(accounts: Sequence[Account], field: str, verb: str) -> Iterator[Doubt]:
    by_id = {account.id: account for account in accounts}
    for event in reconcile(accounts, score=lambda event_type, mode: 0.0):
        for conflict in find_conflicts(event, accounts, {}):
            if conflict.field == field:
                first, *others = conflict.positions
                rest = " and ".join(position.value for position in others)
                yield Doubt(
                    evidence=by_id[others[0].account_ids[0]].evidence,
                    why=f"{verb} {rest} here, {verb} {first.value} elsewhere in the same text",
                )


RULES = (
    Rule(
        id="person-outside-life",
        severity="error",
        doc="Someone is said to act at a time outside his life, as the authority list has it.",
        check=outside_life,
    ),
    Rule(
        id="state-outside-existence",
        severity="warning",
        doc="A state is said to act at a time at which it did not exist.",
        check=outside_existence,
    ),
    Rule(
        id="later-than-written",
        severity="error",
        doc="A text tells as done what happened after it was written: a wrong date, a later hand, or a forgery.",
        check=later_than_written,
    ),
    Rule(
        id="two-dates-for-one-event",
        severity="warning",
        doc="One text gives one happening two dates that cannot both be right.",
        check=two_dates,
    ),
    Rule(
        id="contradictory-statuses",
        severity="warning",
        doc="One text says of one happening both that it took place and that it did not.",
        check=two_statuses,
    ),
)
