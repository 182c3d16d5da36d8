"""A rule about texts that lean on one source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from dragoman.accounts.rules.case import Case, Doubt, Rule
from dragoman.model import Evidence

FEWEST = 8
"""Citations that a text must have before one source can be said to carry most of it."""
SHARE = 0.6
"""Share of a text's citations from which one source carries it: well over half, so that one more does not undo it."""


def leans(case: Case) -> Iterator[Doubt]:
    """A text most of whose citations are of one work tells what that work tells."""
    cited = _cited(case)
    total = sum(len(places) for places in cited.values())
    if total < FEWEST:
        return
    for name, places in sorted(cited.items()):
        if len(places) >= SHARE * total:
            yield Doubt(evidence=places[0], why=f"{len(places)} of the {total} citations of this text are of {name}")


def _cited(case: Case) -> dict[str, list[Evidence]]:
    """The places at which each work is cited, by what the work goes by."""
    cited: dict[str, list[Evidence]] = defaultdict(list)
    by_id = {one.id: one for one in case.references}
    for one in case.references:
        target = by_id.get(one.again, one)
        name = " ".join(filter(None, (target.author or target.archive, target.title or target.file, target.year)))
        if target.kind != "edition" and _WORD.search(name):
            cited[name].append(one.evidence)
    return cited


_WORD = re.compile(r"[^\W\d_]{2}")

RULES = (
    Rule(
        id="leans-on-one-source",
        severity="note",
        doc="Most citations of a text are of one and the same work: its claims weigh as much as that work does.",
        check=leans,
    ),
)
