"""What matching needs of an account, computed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dragoman.model import Account, Party
from dragoman.vocab import edtf
from dragoman.vocab.endings import load_endings
from dragoman.vocab.scheme import Scheme

Family = Callable[[str], str]
"""Gives the family of an event type (``vocab.scheme.Scheme.family``)."""

UNKNOWN = 10**7
"""The width, in days, of a date that is not known or has an open end."""

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d,.]*\d|\d+")
_PLAIN_WORDS = """
about after again against also although among another because been before being between both came could during
each even first former from further government have having however into itself just made making many more most
much must nevertheless only other over party same several should since some soon still such than that their them
then there these they this those though through took towards toward under until upon very were what when where
which while whole will with within without would year years country countries state states union republic people
leader leaders relations diplomatic minister
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
_END_OF_TIES = re.compile(
    r"\b(br[eo]a?k\w*|sever\w*|ruptur\w*|end(?:s|ed|ing)?|cut\w*|suspen\w+|disrupt\w*|disconnect\w*|discontinu\w+|"
    r"interrupt\w*|terminat\w+)\b.{0,60}\b(relations?|ties)\b|\b(relations?|ties)\b.{0,30}\b(broken|severed|ended|cut|"
    r"suspended|interrupted|terminated)\b",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_MATTER = re.compile(
    r"\b(aid|assistance|credits?|loans?|grain|trade|deliver\w+|supplies|specialists|experts|talks|negotiations|party)\b",
    re.IGNORECASE,
)
_GATHERING = re.compile(r"\b(?:meeting|conference|congress|summit|talks|negotiations|session|plenum)\b", re.IGNORECASE)
_BEFORE_IT = re.compile(r"\b([A-Z][\w-]{3,})\s+$")
_HELD_IN = re.compile(r"\b(?:in|at)\s+([A-Z][\w-]{3,})")
_STOP = re.compile(r"[.;:]")
_HELD_WITHIN = 80
"""Characters behind "the meeting" in which the place where it was held is looked for."""
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_LANDMARKS = {
    "break-relations": "severance",
    "suspend-relations": "severance",
    "establish-relations": "opening",
    "resume-relations": "opening",
}
_STATUS_CLASS = {
    "denied": "denied",
    "negated": "denied",
    "promised": "intended",
    "planned": "intended",
    "offered": "intended",
}


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """An account as matching sees it.

    ``doers`` are the actors of a directed act; in a reciprocal act, or one whose doer is not told, there are none.
    ``first`` and ``last`` are day numbers (proleptic Gregorian ordinals); ``width`` the days between, ``UNKNOWN`` for
    no date. ``words`` are the distinctive words of its quote: no names of the parties, no years, no common words.
    ``landmark`` is ``severance`` or ``opening`` for the end or the beginning of diplomatic relations, else "".
    ``cut`` holds for an account of a visit or talks cut short or called off: its ``status`` is ``ended``, its family
    that of what has ended. ``venues`` are the words by which meetings are told apart: "the Bucharest meeting", "a
    conference held in Bucharest".
    """

    account: Account
    states: frozenset[str]
    doers: frozenset[str]
    persons: frozenset[str]
    family: str
    status: str
    landmark: str
    cut: bool
    first: int
    last: int
    width: int
    words: frozenset[str]
    venues: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return self.account.id


def profiles(accounts: Sequence[Account], family: Family) -> list[Profile]:
    """The profiles of the accounts, in the order of their ids."""
    return [profile(account, family) for account in sorted(accounts, key=lambda account: account.id)]


def profile(account: Account, family: Family) -> Profile:
    """What matching needs of one account."""
    first, last = day_bounds(account.date)
    unknown = account.date is None or first == _FIRST or last == _LAST
    doers = codes(account.actors) if account.recipients else frozenset()
    parties = (*account.actors, *account.recipients)
    mark = landmark(account)
    cut = "" if mark else ended(account)
    kind = mark or cut or _family(account, family)
    return Profile(
        account=account,
        states=codes(parties),
        doers=doers,
        persons=frozenset(party.id for party in parties if party.id.startswith("person:")),
        family=kind,
        status="ended" if cut else "asserted" if mark and account.status == "ended" else status_class(account.status),
        landmark=mark,
        cut=bool(cut),
        first=first,
        last=last,
        width=UNKNOWN if unknown else last - first,
        words=words_of(account),
        venues=_venues(account) if kind == "contact" else frozenset(),
    )


def codes(parties: Iterable[Party]) -> frozenset[str]:
    """The state codes that the parties act for; a party's own id where it acts for none."""
    return frozenset(party.state or party.id for party in parties if party.state or party.id)


def is_firm(account: Account) -> bool:
    """Whether the words themselves fix the account's date: it was not carried over from before, nor the document's."""
    return account.date is not None and account.date_how not in ("carried", "document")


def day_bounds(value: str | None) -> tuple[int, int]:
    """First and last day number of an EDTF value; the ends of the calendar where it is open or None."""
    return _day_bounds(value) if value else (_FIRST, _LAST)


def status_class(status: str) -> str:
    """The class of a status within which accounts may be one event: what happened, what was denied, what was intended.

    A visit announced and the visit made are two events, linked; a denial is joined to what it denies.
    """
    return _STATUS_CLASS.get(status, status)


def one_standing(one: str, other: str) -> bool:
    """Whether accounts of these two status classes can be of one event: the same class, or a claim and its denial."""
    return one == other or {one, other} == {"asserted", "denied"}


def landmark(account: Account) -> str:
    """Whether the account tells of relations as such ending (``severance``) or beginning again (``opening``), else "".

    Such acts stand a few times, at most, in the history of two states, and each side may say that the other did it: so
    they are matched across direction, and over dates that lie far apart.
    """
    if account.mode in _LANDMARKS:
        return _LANDMARKS[account.mode]
    if account.event_type != "SANCTION" or account.mode not in ("withdraw", "discontinue", ""):
        return ""
    quote = account.evidence.quote
    return "severance" if _END_OF_TIES.search(quote) and not _OTHER_MATTER.search(quote) else ""


def ended(account: Account) -> str:
    """The family of the visit or talks that the account says were cut short or called off, "" where it says no such."""
    endings = load_endings()
    if account.event_type not in endings.types or account.status not in ("asserted", "ended"):
        return ""
    start = account.evidence.start - account.sentence.start
    return endings.find(account.sentence.quote, start, start + len(account.evidence.quote))


def _family(account: Account, family: Family) -> str:
    if account.mode == "visit":
        return "visit"
    return family(account.event_type)


def types_of(family: str, scheme: Scheme) -> frozenset[str]:
    """The event types of which accounts of a family can be; empty where they can be of any."""
    if family in {"visit", *_LANDMARKS.values()}:
        return frozenset()
    named = {one.name for one in scheme.event_types if scheme.family(one.name) == family}
    return frozenset(named | load_endings().types)


def words_of(account: Account) -> frozenset[str]:
    """The distinctive words of an account's quote."""
    names = {name.casefold() for party in (*account.actors, *account.recipients) for name in _WORD.findall(party.text)}
    found = {word.casefold() for word in _WORD.findall(account.evidence.quote)}
    return frozenset(word for word in found - names - _PLAIN if not (word.isdigit() and len(word) == 4))


def _venues(account: Account) -> frozenset[str]:
    """The names before a word for a gathering, or behind "in" and "at" after it; no months, nor who takes part."""
    text, start = account.sentence.quote, account.evidence.start - account.sentence.start
    taken = {name.casefold() for party in (*account.actors, *account.recipients) for name in _WORD.findall(party.text)}
    found = {account.place.casefold()} if account.place else set()
    for noun in _GATHERING.finditer(text, max(0, start), max(0, start) + len(account.evidence.quote)):
        stop = _STOP.search(text, noun.end())
        end = min(noun.end() + _HELD_WITHIN, stop.start() if stop else len(text))
        before = _BEFORE_IT.search(text[: noun.start()])
        named = [before[1]] if before else []
        found.update(name.casefold() for name in (*named, *_HELD_IN.findall(text, noun.end(), end)))
    return frozenset(found - taken - _MONTHS)


@lru_cache(maxsize=1 << 14)
def _day_bounds(value: str) -> tuple[int, int]:
    read = edtf.parse(value)
    first, last = read.earliest(), read.latest()
    return (first.toordinal() if first else _FIRST), (last.toordinal() if last else _LAST)
