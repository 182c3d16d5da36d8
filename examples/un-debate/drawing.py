"""Draws who accused whom, year by year: a panel for each pair, the one side's accusations above, the other's below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from speeches import FIRST, LAST

from dragoman.charts import Chart
from dragoman.charts.comparison import Counted, compare_counts

Counts = Mapping[tuple[int, str, str], int]
Held = Mapping[tuple[int, str], int]

NAMES = {
    "ALB": "Albania",
    "CHN": "China (Peking)",
    "SUN": "the Soviet Union",
    "TWN": "China (Taipei)",
    "USA": "the United States",
    "YUG": "Yugoslavia",
}
PAIRS = (
    ("YUG", "SUN"),
    ("ALB", "SUN"),
    ("ALB", "CHN"),
    ("SUN", "CHN"),
    ("TWN", "SUN"),
    ("TWN", "CHN"),
    ("ALB", "YUG"),
    ("SUN", "USA"),
    ("ALB", "USA"),
    ("YUG", "USA"),
    ("USA", "CHN"),
    ("TWN", "USA"),
    ("TWN", "ALB"),
    ("TWN", "YUG"),
    ("YUG", "CHN"),
)
TOLD = {
    ("YUG", "SUN"): (1948, 1955),
    ("ALB", "SUN"): (1961, LAST),
    ("ALB", "CHN"): (1977, 1978),
    ("SUN", "CHN"): (1960, LAST),
}
"""The years for which historians tell of open conflict: shaded."""

KEY = (
    "Sentences of a year's speech that accuse the other side. Shaded: years for which historians tell of open conflict."
)


def draw(counts: Counts, held: Held, summary: str) -> Chart:
    """The chart of the accusations; a pair without any is left out of the drawing. The same counts, the same bytes."""
    pairs = [
        Counted(
            one=NAMES[one],
            other=NAMES[other],
            up={year: counts.get((year, one, other), 0) for year in _years() if (year, one) in held},
            down={year: counts.get((year, other, one), 0) for year in _years() if (year, other) in held},
            shaded=TOLD.get((one, other)),
        )
        for one, other in PAIRS
    ]
    chart = compare_counts(
        pairs,
        title="Who accused whom in the General Debate",
        verb="accuses",
        noun="accusation",
        caption=KEY,
        sources=["General Debate of the United Nations"],
    )
    return replace(chart, summary=summary)


def summarise(counts: Counts, held: Held) -> str:
    """What the drawing shows, in one sentence."""
    total = sum(counts.values())
    spoken = f"{len(held)} speeches, {min(year for year, _ in held)} to {max(year for year, _ in held)}"
    pairs = Counter[tuple[str, str]]()
    for (_, speaker, accused), number in counts.items():
        pairs[speaker, accused] += number
    parts = []
    for speaker, accused in sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:4]:
        peak = max(_years(), key=lambda year: (counts.get((year, speaker, accused), 0), -year))
        parts.append(f"{NAMES[speaker]} accuses {NAMES[accused]} in {pairs[speaker, accused]} (most in {peak})")
    return f"In {spoken}, {total} accusations against another of the parties: " + ", ".join(parts) + "."


def _years() -> range:
    return range(FIRST, LAST + 1)
