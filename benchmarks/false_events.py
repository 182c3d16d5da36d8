"""How often the coder finds an act of one state towards another where there is none.

``python -m benchmarks.false_events`` reads ``tests/cases/no_event_unseen.jsonl``: 500 sentences that name states and
tell no event, written before any coder saw them. They measure; no rule is made and no weight is trained for one of
them. A sentence counts as wrong when it gives at least one asserted account between two states. ``--show`` prints the
wrong ones.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from dragoman.coding.coder import Coder
from dragoman.mentions.actors import Spotter
from dragoman.model import Account, Document
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority

ROWS = Path(__file__).resolve().parents[1] / "tests" / "cases" / "no_event_unseen.jsonl"
BOUND = 0.05
"""The share of such sentences that may give an event."""


class Wrong(NamedTuple):
    """A sentence that was coded wrongly: its text, the kind of sentence it is, and the accounts it gave."""

    text: str
    why: str
    accounts: tuple[Account, ...]


def rows() -> list[dict[str, str]]:
    """The sentences, each with the reason ``why`` it tells no event."""
    return [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]


def crosses(account: Account) -> bool:
    """Is this an act of one state towards another?"""
    return len({party.state for party in account.actors + account.recipients if party.state}) > 1


def find_false(coder: Coder, *, statuses: frozenset[str] = frozenset({"asserted"})) -> list[Wrong]:
    """The sentences that give an account between two states with one of these statuses; all of them when none given."""
    authority = Authority.load()
    spotter = Spotter(authority)
    found = []
    for number, row in enumerate(rows()):
        document = Document(id=f"doc_{number}", source_id="src_unseen", path="unseen.txt", text=row["text"])
        accounts = coder.code(make_reading(document, authority, spotter=spotter))
        wrong = tuple(one for one in accounts if crosses(one) and (not statuses or one.status in statuses))
        if wrong:
            found.append(Wrong(row["text"], row["why"], wrong))
    return found


def main() -> None:
    """Print the share, by kind of sentence too, and with ``--show`` what was made of each."""
    coder = Coder()
    asserted, all_statuses = find_false(coder), find_false(coder, statuses=frozenset())
    total = Counter(row["why"] for row in rows())
    by_kind = Counter(one.why for one in asserted)
    count = total.total()
    print(f"{count} sentences with states and no event, written unseen")
    print(f"asserted account between two states {len(asserted):>6}   {len(asserted) / count:.1%} (bound: {BOUND:.0%})")
    print(f"account of any status               {len(all_statuses):>6}   {len(all_statuses) / count:.1%}")
    for why in sorted(by_kind, key=lambda one: (-by_kind[one] / total[one], one)):
        print(f"  {why:<34}{by_kind[why]:>4} of {total[why]}")
    if "--show" in sys.argv:
        for one in asserted:
            print(f"{one.why}: {one.text}")
            for account in one.accounts:
                sides = [",".join(party.state for party in side) for side in (account.actors, account.recipients)]
                print(f"    {account.event_type} {' > '.join(sides)} {account.confidence:.2f} {account.evidence.quote}")


if __name__ == "__main__":
    main()
