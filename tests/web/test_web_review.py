"""What a question of the review is asked for, in words."""

from __future__ import annotations

import re

import pytest
from tests.web.conftest import TestClient

from dragoman.web.pages.review import in_words

STATES = {"ALB": "Albania", "SUN": "Soviet Union", "YUG": "Yugoslavia"}


@pytest.mark.parametrize(("why", "words"), [
    ("confidence 0.73", "confidence 0.73"),
    ("rank contested: 1 here, elsewhere 2", "rank contested: 1 here, elsewhere 2"),
    ("date contested: 1960 here, elsewhere 1961 (2)", "when it was is contested: 1960 here, elsewhere 1961 (2)"),
    ("initiator contested: not SUN here, elsewhere ALB (2) or not ALB (1); confidence 0.73",
     "who did it is contested: not the Soviet Union here, elsewhere Albania (2) or not Albania (1); confidence 0.73"),
    ("the turning point ALB-SUN@1960-06/1961-12-03 rests on it",
     "the turning point of Albania and the Soviet Union, June 1960 – 3 December 1961, rests on it"),
    ("the turning point ALB-SUN@1961, ALB-YUG@1948 rests on it",
     "the turning point of Albania and the Soviet Union, 1961, of Albania and Yugoslavia, 1948, rests on it"),
])  # fmt: skip
def test_why_something_is_asked_is_told_without_codes(why: str, words: str) -> None:
    assert in_words(why, lambda code: STATES.get(code, code)) == words


def test_no_question_of_the_example_shows_a_code(web: TestClient) -> None:
    asked, seen = web.get("/review.json").json(), 0
    while asked["asked"] and seen < 12:
        assert not re.search(r"\b[A-Z]{3}\b|@", asked["asked"]["why"]), asked["asked"]["why"]
        seen += 1
        asked = web.get(f"/review.json?at={asked['next']}").json() if asked["next"] else {"asked": None}
    assert seen == 12
