"""Finds the persons whom a text itself introduces, and whom its bare surnames mean from then on.

"Soviet Premier Zubov", "Wang Ping-nan, the Chinese Ambassador", "Foreign Minister Averoff of Greece", a list of
participants under the names of their states: what is learnt holds in that text only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.mentions.actor_index import make_plain
from dragoman.model.text import ActorMention
from dragoman.vocab.name_words import NameWords

PART = r"[A-ZÀ-ŽĐ](?:'[A-Z])?[a-zà-žđ][^\W\d_]*(?:-[^\W\d_]+)*"
FULL = rf"(?:(?:(?:[A-Z]\. ?)+|{PART} )*{PART})"
FORMAL = r"(?:(?:Mr|Mrs|Dr|Sir|Lord|Gen|Col|Adm|Messrs)\.? )?"
NAME_PART = re.compile(rf"{PART}|[A-Z]\.")
NEXT_NAME = re.compile(rf"(?:, | ){FORMAL}(?P<name>{FULL})")
LAST_WORD = re.compile(r"([\w.'-]+) $")
NEXT_THING = re.compile(r" ([A-Z][\w-]*)")
WINDOW = 90
"""Characters before the name of a state in which the person it belongs to must stand."""

ACTING = frozenset({"state", "demonym"})
SURNAME_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "VDR"})
LINK = re.compile(r"([^\W\d_]+)(?: (?:of|from) (?:the )?| \()$")
OTHERS_TASK = re.compile(r"(?: [A-Z]\w+)?[ -](?:[Aa]ffairs|[Dd]esk|[Qq]uestion|[Pp]roblem|Section|Division|Studies)")
"""After a state's name: an official of another state who deals with it."""

HEADER = re.compile(r"^[ \t]*(?:(?:ALSO |MEMBERS |OTHERS )?PRESENT|PARTICIPANTS|Participants)\b[^\n]*$", re.M)
LINE = re.compile(r"[^\n]+")
ENTRY = re.compile(rf"(?:^ *(?:[A-Z/]+-)?|\[|(?<=Mr\. )){FORMAL}(?P<name>{FULL})")
BRACKETED = re.compile(rf"(?P<name>{FULL})(?=[,\]])")
SENTENCE_END = re.compile(r"[a-z]{3,}[.?!]$")
LONGEST_ENTRY = 110
"""Characters of a line of a list of participants; a longer one is the text itself."""


Place = tuple[int, int, str]
"""Start and end of words in which a person's name may stand, and the state that the person would be of."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """Words that name a person, the surname among them, and the state that the text gives the person."""

    start: int
    end: int
    surname: str
    state: str


class Introductions:
    """Learns from a text whom it introduces; made once, keeps nothing of any text."""

    def __init__(self, words: NameWords) -> None:
        self._words = words
        self._last_words = frozenset(role.split()[-1] for role in words.roles)
        self._barred = words.titles | words.things | words.no_surnames | words.place_nouns | words.role_ranks
        self._barred |= self._last_words

    @cached_property
    def _role(self) -> str:
        longest_first = sorted(self._words.roles, key=lambda role: (-len(role), role))
        ranks = "|".join(sorted(self._words.role_ranks))
        return rf"(?:(?:{ranks})[ -])*(?:{'|'.join(map(re.escape, longest_first))})"

    @cached_property
    def _after(self) -> re.Pattern[str]:
        """After a state: "(Soviet) Premier Zubov", "(Chinese) Ambassador, Dr. Tong", "(Austrian) Chancellor (Raab)"."""
        name = rf"(?:,? | \(){FORMAL}(?P<name>{FULL})"
        return re.compile(rf"(?:'s)? {self._role}(?:(?P<post> (?:to|in|at) (?:the )?)|{name})")

    @cached_property
    def _before_adjective(self) -> re.Pattern[str]:
        """Before one: "Wang Ping-nan, the (Chinese) Ambassador", "S. Y. Tan, Minister, (Chinese) Embassy"."""
        return re.compile(rf"(?P<name>{FULL}), (?:{self._role}, )?(?:(?:the|an?|then|former|new|acting) )*$")

    @cached_property
    def _before_state(self) -> re.Pattern[str]:
        """Before one: "Tong, Ambassador of (China)", "Minister Averoff of (Greece)", "Ambassador Yeh ((Chinese))"."""
        of = r"(?:of|from) (?:the )?$"
        return re.compile(
            rf"(?P<name>{FULL}), (?:(?:the|an?|then|former|new) )*{self._role} {of}"
            rf"|(?<![\w-]){self._role} (?P<titled>{FULL}) (?:{of}|\($)"
        )

    @cached_property
    def _role_next(self) -> re.Pattern[str]:
        return re.compile(rf" (?:{self._role}|Embassy|Legation|Delegation|Mission|Ministry|Foreign Office)\b")

    def spot(
        self, text: str, plain: str, places: Sequence[Place], known: Sequence[tuple[int, int]]
    ) -> Iterator[ActorMention]:
        """Mentions of the persons introduced at ``places``: there, and wherever their surname stands later.

        ``known`` is where names stand that are no unknown person's, in text order. A surname that is also another word
        (it is on the list of such, or the text writes it small) is read later only behind a title.
        """
        found = self._persons(text, plain, places, known)
        if not found:
            return
        first: dict[str, Introduced] = {}
        for person in found:
            first.setdefault(person.surname, person)
            yield _mention(text, person.start, person.end, person)
        for other in re.finditer(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(first)))})(?![\w-])", plain):
            person = first[other.group()]
            if other.start() >= person.end and self.is_person(plain, other):
                yield _mention(text, *other.span(), person)

    def is_person(self, plain: str, surname: re.Match[str]) -> bool:
        """Is the surname of somebody named before a person here, and no thing's name or ordinary word?"""
        before = LAST_WORD.search(plain, max(0, surname.start() - 30), surname.start())
        word = before.group(1).rstrip(".") if before is not None else ""
        if word in self._words.titles:
            return True
        after = NEXT_THING.match(plain, surname.end())
        if after is not None and after.group(1) in self._words.things:
            return False
        if surname.group() in self._words.weak_surnames:
            return False
        return re.search(rf"\b{re.escape(surname.group().lower())}\b", plain) is None

    def find(self, text: str, plain: str, mentions: Sequence[ActorMention]) -> list[Place]:
        """Where a person may be introduced, and for which state.

        ``plain`` is the text after ``make_plain``, ``mentions`` what was found on it, in text order.
        """
        begins = {one.start: one for one in mentions}
        places = [
            place for one in mentions if one.kind in ACTING and one.state for place in self._near(plain, one, begins)
        ]
        return [*places, *_participants(text, mentions)]

    def _persons(
        self, text: str, plain: str, places: Sequence[Place], known: Sequence[tuple[int, int]]
    ) -> list[Introduced]:
        """Those who stand at the places and are not known; a surname that the text gives to two states is nobody's."""
        found = {}
        for start, end, state in places:
            dash = text.find("—", start, end)
            person = self._person(plain, start, dash if dash > 0 else end, state)
            if person is not None and not _overlaps(known, person):
                found[person.start] = person
        states: dict[str, set[str]] = {}
        for person in found.values():
            states.setdefault(person.surname, set()).add(person.state)
        return [found[start] for start in sorted(found) if len(states[found[start].surname]) == 1]

    def _near(self, plain: str, one: ActorMention, begins: Mapping[int, ActorMention]) -> Iterator[Place]:
        """Where a person of the state named by ``one`` may be introduced beside its name: start, end, state."""
        if plain[one.start - 1 : one.start] == "-" or OTHERS_TASK.match(plain, one.end):
            return
        if plain[one.end : one.end + 1] in (" ", "'"):
            found = self._after.match(plain, one.end) if _is_adjective(one, plain) else None
            if found is not None and found["post"]:
                place = begins.get(found.end("post"))
                found = NEXT_NAME.match(plain, place.end) if place is not None else None
            if found is not None:
                yield (*found.span("name"), one.state)
        window = max(0, one.start - WINDOW)
        if one.kind == "demonym" and self._role_next.match(plain, one.end):
            found = self._before_adjective.search(plain, window, one.start)
            if found is not None:
                yield (*found.span("name"), one.state)
        near = plain[max(0, one.start - 5) : one.start]
        linked = (
            LINK.search(plain, max(0, one.start - 30), one.start) if near.endswith(("(", "the ", "f ", "m ")) else None
        )
        if linked is not None and (linked.group(1)[0].isupper() or linked.group(1) in self._last_words):
            found = self._before_state.search(plain, window, one.start)
            if found is not None:
                yield (*found.span("name" if found["name"] else "titled"), one.state)

    def _person(self, plain: str, start: int, end: int, state: str) -> Introduced | None:
        """The person whose name stands there, other words before and after it cut off; None where there is none."""
        parts = list(NAME_PART.finditer(plain, start, end))
        while parts and parts[0].group() in self._barred:
            parts.pop(0)
        stop = next((number for number, part in enumerate(parts) if part.group() in self._barred), len(parts))
        names = [part for part in parts[:stop] if not part.group().endswith(".")]
        if not names or names[-1].end() - names[-1].start() < 3:
            return None
        last = names[-1]
        after = NEXT_THING.match(plain, last.end())
        if after is not None and after.group(1) in self._words.things:
            return None
        family = names[0] if state in SURNAME_FIRST and _is_eastern(names) else last
        return Introduced(parts[0].start(), last.end(), family.group(), state)


def _mention(text: str, start: int, end: int, person: Introduced) -> ActorMention:
    return ActorMention(
        start=start,
        end=end,
        text=text[start:end],
        id=f"name:{person.surname}",
        kind="person",
        state=person.state,
        how="introduced",
    )


def _is_adjective(one: ActorMention, plain: str) -> bool:
    """Can a title follow it ("Soviet", "U.S.", "Turkey's", but not "Germany")?"""
    return one.kind == "demonym" or one.text.isupper() or plain.startswith("'s", one.end)


def _overlaps(known: Sequence[tuple[int, int]], person: Introduced) -> bool:
    """Does a known name share words with the person's? ``known`` rises and does not overlap."""
    at = bisect_left(known, (person.end, 0))
    return at > 0 and known[at - 1][1] > person.start


def _is_eastern(names: Sequence[re.Match[str]]) -> bool:
    """Does the family name come first ("Wang Ping-nan", "Choi Kyong Nok")?"""
    return len(names) == 3 or (len(names) == 2 and "-" in names[1].group())


def _participants(text: str, mentions: Sequence[ActorMention]) -> Iterator[Place]:
    """Names in a list of participants that stands under the names of their states: start, end, state."""
    begins = {one.start: one for one in mentions if one.kind in ACTING and one.state}
    for header in HEADER.finditer(text):
        state = ""
        for line in LINE.finditer(text, header.end()):
            start = line.start()
            words = line.group().strip()
            if len(words) > LONGEST_ENTRY or words.isupper() or SENTENCE_END.search(words):
                break
            begin = start + line.group().index(words) if words else start
            group = begins.get(begin)
            if group is not None and group.end - begin == len(words.rstrip(":")):
                state = group.state
            elif state:
                entry = make_plain(line.group())
                pattern = BRACKETED if words.startswith("[") else ENTRY
                for one in pattern.finditer(entry):
                    # "Mrs. Lejins (U.S.)" in another state's list
                    own = begins.get(start + one.end() + 2) if entry.startswith(" (", one.end()) else None
                    yield start + one.start("name"), start + one.end("name"), own.state if own else state
