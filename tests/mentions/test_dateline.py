"""The day a paper gives for itself."""

from __future__ import annotations

import pytest

from dragoman.mentions.dateline import find_written

PAPERS = [
    ("107. Notes on a Meeting of the Committee, Washington, October 25, 1956, 9–10:40 a.m.\n\nThey met.", "1956-10-25"),
    ("MOSCOW, May 3, 1957—7 p.m.\n\nThe envoy called.", "1957-05-03"),
    ("12. Telegram From the Legation\n\nTirana, 3 December 1961, noon.\n\nWe are leaving.", "1961-12-03"),
    ("Belgrade, the 4th June\n\nDated: 5 June 1955\n", "1955-06-05"),
    ("Letter to the minister\nNovember 16, 1948\nSir,", "1948-11-16"),
]
OTHERS = [
    "",
    "The Great Quarrel, 1839–1844\n\nIt began in 1839.",
    "The Fall of the Wall, November 9, 1989\n\nOn that day it fell.",
    "On May 3, 1957 the envoy called.\n",
    "Record of Meetings, Belgrade, June 3–5, 1957.\n",
    "Dear friend,\n\nYesterday they left.",
    "Memorandum, Washington, February 30, 1957\n",
    "\n".join([*("A line of prose." for _ in range(20)), "Tirana, 3 December 1961"]),
]


@pytest.mark.parametrize(("text", "day"), PAPERS)
def test_a_paper_says_when_it_was_written(text: str, day: str) -> None:
    assert find_written(text) == day


@pytest.mark.parametrize("text", OTHERS)
def test_other_texts_do_not(text: str) -> None:
    assert find_written(text) is None
