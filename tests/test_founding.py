"""The hand marking of the founding document: where its words are, and a scoring key built from it."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.accounts.reconcile import group
from dragoman.coding.coder import Coder
from dragoman.ids import content_id
from dragoman.model import Account, Document, Evidence, Party
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority
from dragoman.vocab.scheme import load_scheme

MARKS = Path(__file__).parent / "cases" / "founding"
NAME = "albanian-soviet-relations"
SHA256 = "4699b3a6c45a22dc7f382510c433f7573e8b96b047d3e613de17e551af53068a"
TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


def read_marks(kind: str) -> list[dict[str, Any]]:
    """The rows of ``events``, ``citations`` or ``reasons``."""
    lines = (MARKS / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def cut_words(text: str, start: int, end: int) -> str:
    """``text[start:end]`` on one line, widened word by word until it occurs only once in the text."""
    flat = re.sub(r"\s+", " ", text)
    while True:
        words = re.sub(r"\s+", " ", text[start:end]).strip()
        if flat.count(words) == 1:
            return words
        end = next((m.end() for m in re.compile(r"\s*\S+").finditer(text, end)), end)
        start = max(text.rfind(" ", 0, max(start - 1, 0)) + 1, 0)


def build_key(text: str) -> dict[str, Any]:
    """The marking as one document of a scoring key: every event with its words, cut from ``text``."""
    events = []
    for mark in read_marks("events"):
        event = {k: v for k, v in mark.items() if k not in {"start", "end", "trigger_start", "trigger_end"}}
        event["evidence"] = cut_words(text, mark["start"], mark["end"])
        event["trigger"] = re.sub(r"\s+", " ", text[mark["trigger_start"] : mark["trigger_end"]])
        events.append(event)
    return {"doc": NAME, "events": events}


@pytest.fixture(scope="module")
def text(shared: Path) -> str:
    path = shared / "case" / f"{NAME}.txt"
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        pytest.skip("the founding document is not here, or is another edition of it")
    return path.read_text(encoding="utf-8")


def test_marks_are_in_order_and_use_known_codes() -> None:
    events = read_marks("events")
    assert events == sorted(events, key=lambda e: (e["start"], e["end"], e["trigger_start"]))
    for event in events:
        assert event["start"] <= event["trigger_start"] < event["trigger_end"] <= event["end"]
        assert event["actors"] and set(event["types"]) <= TYPES
        assert event["status"] in {"asserted", "planned", "negated", "hypothetical", "ongoing-state"}
        assert len(set(event["actors"]) | set(event["recipients"])) > 1


def test_citations_cited_lie_in_range() -> None:
    count = len(read_marks("citations"))
    assert count == 30
    cited = [row["cited"] for kind in ("events", "reasons") for row in read_marks(kind) if row["cited"] is not None]
    assert cited and max(cited) < count


def test_marked_words_are_in_the_text(text: str) -> None:
    for citation in read_marks("citations"):
        words = text[citation["start"] : citation["end"]]
        assert words.startswith("(") and words.endswith(")") and citation["year"] in words
        assert citation["claim_start"] < citation["claim_end"] <= citation["start"]
    spans = [(m["start"], m["end"]) for m in read_marks("events")]
    spans += [(m[f"{p}_start"], m[f"{p}_end"]) for m in read_marks("reasons") for p in ("cause", "effect")]
    for start, end in spans:
        words = text[start:end]
        assert words and words == words.strip()
        assert not text[start - 1].isalpha() or text[start].isdigit() or text[start - 1] == "e"
        assert not (text[end - 1].isalpha() and text[end].isalpha())


def test_key_has_unique_words_for_every_event(text: str) -> None:
    key = build_key(text)
    flat = re.sub(r"\s+", " ", text)
    assert len(key["events"]) == len(read_marks("events"))
    assert all(flat.count(event["evidence"]) == 1 for event in key["events"])


VISITING = re.compile(r"visit|came to")
MODES = {"break": "break-relations"}
HOW = {"sentence": "explicit", "earlier": "carried", "document": "document", "inferred": "anchored", None: ""}


def mark_accounts(text: str) -> dict[str, tuple[Account, dict[str, Any]]]:
    """The marked events as accounts, each with its mark, as a coder would code them that makes no mistake."""
    ends = [0, *(match.end() for match in re.finditer(r"[.!?”]\s", text)), len(text)]
    found = {}
    for number, mark in enumerate(read_marks("events")):
        start, end = mark["start"], mark["end"]
        first, last = max(one for one in ends if one <= start), min(one for one in ends if one >= end)
        trigger = text[mark["trigger_start"] : mark["trigger_end"]]
        is_visit = mark["types"][0] == "CONSULT" and VISITING.search(trigger)
        sides = [tuple(Party(id=one, state=one, text=one) for one in mark[key]) for key in ("actors", "recipients")]
        account = Account(
            id=content_id("acc", number),
            document_id="doc_0",
            event_type=mark["types"][0],
            mode="visit" if is_visit else MODES.get(mark["same_as"] or "", ""),
            actors=sides[0],
            recipients=sides[1],
            date=mark["date"],
            date_how=HOW[mark["date_from"]] if mark["date"] else "",
            status="asserted" if mark["status"] == "ongoing-state" else mark["status"],
            confidence=1.0,
            coder="hand",
            evidence=Evidence(passage_id="psg_0", start=start, end=end, quote=text[start:end]),
            sentence=Evidence(passage_id="psg_0", start=first, end=last, quote=text[first:last]),
        )
        found[account.id] = (account, mark)
    return found


def test_marked_tellings_of_the_break_and_of_the_visit_are_one_event_each(text: str) -> None:
    marked = mark_accounts(text)
    grouping = group([account for account, _ in marked.values()], score=load_scheme().score)
    home = {id: event for event in grouping.events for id in event.account_ids}
    for name, least in (("break", 3), ("visit59", 2)):
        told = [
            id for id, (account, mark) in marked.items() if mark["same_as"] == name and account.status == "asserted"
        ]
        assert len(told) >= least
        assert len({home[id].id for id in told}) == 1
        assert all(marked[id][1]["same_as"] == name for id in home[told[0]].account_ids)
    plan = next(id for id, (_, mark) in marked.items() if mark["same_as"] == "visit59" and mark["status"] == "planned")
    visit = next(
        id for id, (_, mark) in marked.items() if mark["same_as"] == "visit59" and mark["status"] == "asserted"
    )
    assert (home[plan].id, home[visit].id, "carried-out") in {
        (link.earlier, link.later, link.kind) for link in grouping.links
    }


def test_own_accounts_of_the_visit_of_1959_are_one_event_linked_to_its_plan(text: str) -> None:
    document = Document(id="doc_0", source_id="src_0", path=f"{NAME}.txt", text=text)
    accounts = list(Coder().code(make_reading(document, Authority.load())))
    grouping = group(accounts, score=load_scheme().score)
    home = {id: event for event in grouping.events for id in event.account_ids}
    marks = [mark for mark in read_marks("events") if mark["same_as"] == "visit59"]
    told = [
        account
        for account in accounts
        if account.mode == "visit"
        and any(account.evidence.start <= mark["trigger_start"] < account.evidence.end for mark in marks)
    ]
    made = {home[one.id].id for one in told if one.status == "asserted"}
    assert len(made) == 1 and len([one for one in told if one.status == "asserted"]) >= 4
    planned = {home[one.id].id for one in told if one.status == "planned"}
    assert {(link.earlier, link.later, link.kind) for link in grouping.links} >= {
        (plan, *made, "carried-out") for plan in planned
    }


def main() -> None:
    """Print the scoring key of the text named on the command line."""
    print(json.dumps(build_key(Path(sys.argv[1]).read_text(encoding="utf-8")), ensure_ascii=False))


if __name__ == "__main__":
    main()
