"""What the heading and the source note of an edited document say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER = re.compile(r"\[?(\d+[a-z]?)\]?\.\s+")
_KINDS = (
    "editorial note", "special national intelligence estimate", "national intelligence estimate",
    "memorandum of telephone conversation", "memorandum of a telephone conversation", "memorandum of conversation",
    "memorandum of a conversation", "memorandum of discussion", "memorandum for the record", "circular telegram",
    "circular airgram", "telegram", "airgram", "despatch", "dispatch", "memorandum", "aide-mémoire", "letter",
    "message", "instruction", "note", "notes", "report", "record", "minutes", "paper", "summary", "statement",
    "diary entry", "address", "speech", "transcript", "briefing paper", "communiqué", "treaty", "agreement",
)  # fmt: skip
_PLAIN_KIND = {
    "memorandum of a conversation": "memorandum of conversation",
    "memorandum of a telephone conversation": "memorandum of telephone conversation",
    "dispatch": "despatch",
    "notes": "note",
}
_SENT = (
    r"(?:\w+ ){0,3}?(?:telegram|letter|message|memorandum|despatch|dispatch|airgram|note|cable|report|instruction|"
    r"aide-mémoire|paper)s?(?: (?:no\. )?[\w-]*\d+)?"
)
_FROM = re.compile(rf"{_SENT} (?:from|by) (?P<rest>.+)", re.IGNORECASE)
_PREPARED = re.compile(r"(?:\w+ ){0,4}prepared (?:by|in) (?P<rest>.+)", re.IGNORECASE)
_TAIL = re.compile(rf",(?: [^,]+,)? (?:undated|(?:{_MONTH}) \d{{1,2}}\b).*|, at [A-Z][^,]*\Z")
_TO = re.compile(r" to (?=\S)")
_TO_A_POST = frozenset(
    {"adviser", "advisor", "aide", "ambassador", "assistant", "consultant", "counselor", "delegate", "delegates"}
    | {"delegation", "deputy", "envoy", "liaison", "minister", "mission", "observer", "representative"}
    | {"representatives", "secretary"}
)
"""Words after which "to" belongs to an office: "Ambassador to Poland"."""

_SOURCE = re.compile(r"\[?\s*sources?\s*:\s*", re.IGNORECASE)
_CLASS = re.compile(
    r"(?<=[.\s\d])(?P<words>(?:Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|Unclassified|"
    r"Restricted|No classification marking)(?:(?:[;,]| and) [A-Z][^.;,]*)*)(?=[.;,]|$)"
)
_STOP = re.compile(r"(?<![A-Z])(?<! Nos)(?<! No)\.(?:\s+(?=[A-Z“\"(])|\s*\]?\Z)")
_IBID = re.compile(r"ibid\.?,?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a source note says: where the original lies, and how it was classified."""

    provenance: str = ""
    classification: str = ""


def read_number(heading: str) -> str:
    """The number that opens a heading, "" without one: "12. Editorial Note" is 12."""
    found = _NUMBER.match(heading)
    return found.group(1) if found else ""


def read_kind(heading: str) -> str:
    """What sort of paper a heading announces: telegram, memorandum of conversation, editorial note; "" if unknown."""
    words = _NUMBER.sub("", heading, count=1).casefold()
    opening = re.split(r"\b(?:from|by|to|between|with|at)\b", words)[0]
    placed = [(words.find(kind), -len(kind), kind) for kind in _KINDS if re.search(rf"\b{kind}s?\b", opening)]
    longer = [(0, -len(kind), kind) for kind in _KINDS if re.match(rf"{kind}\b", words)]
    found = min(longer or placed, default=(0, 0, ""))[2]
    return _PLAIN_KIND.get(found, found)


def read_parties(heading: str) -> tuple[str, str]:
    """Sender and receiver from a heading: "Telegram From the Legation in Vlore to the Port Office"; "" where it is
    silent. A conversation has neither.
    """
    words = _TAIL.sub("", _NUMBER.sub("", heading, count=1))
    found = _FROM.fullmatch(words)
    if found is None:
        made = _PREPARED.fullmatch(words)
        return (_plain(made["rest"]), "") if made else ("", "")
    rest = found["rest"]
    for split in _TO.finditer(rest):
        before = rest[: split.start()]
        if before.count("(") > before.count(")"):
            continue
        if before.split()[-1].casefold() in _TO_A_POST and not before.endswith(")"):
            continue
        return _plain(before), _plain(rest[split.end() :])
    return _plain(rest), ""


def is_source_note(words: str) -> bool:
    """Whether a note says where the document comes from: it begins "Source:"."""
    return _SOURCE.match(words) is not None


def read_source_note(words: str, *, before: str = "") -> Note:
    """Provenance and classification from a source note: "Source: Port files, 12/3. Secret; Priority. Drafted by ...".

    ``before`` is the provenance of the document before, to which an "Ibid." that opens the note refers: its archive,
    the words up to the last comma, takes its place.
    """
    opening = _SOURCE.match(words)
    if opening is None:
        return Note()
    rest = words[opening.end() :].strip()
    classed = _CLASS.search(rest)
    stop = _STOP.search(rest)
    if classed and (stop is None or classed.start() <= stop.end()):
        provenance = rest[: classed.start()]
    else:
        provenance = rest[: stop.start()] if stop else rest
    provenance = provenance.strip(" .;,[]")
    again = _IBID.match(provenance)
    if again and before:
        rest_of = provenance[again.end() :]
        provenance = f"{before.rpartition(',')[0] or before}, {rest_of}" if rest_of else before
    return Note(provenance=provenance, classification=" ".join(classed["words"].split()) if classed else "")


def _plain(words: str) -> str:
    return words.strip(" ,").removeprefix("the ").removeprefix("The ")
