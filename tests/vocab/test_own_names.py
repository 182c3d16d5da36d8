"""A state's own records call it by the name that others have given to its rival."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.vocab.actors import Authority
from dragoman.vocab.own_names import in_own_words

KNOWN = Authority.load()


def meant(authority: Authority, words: str, on: date) -> list[str]:
    return [actor.id for actor in authority.meant(words, on)]


@pytest.mark.parametrize("words", ["China", "Chinese", "Sino"])
def test_the_republic_goes_on_calling_itself_china(words: str) -> None:
    own = in_own_words(KNOWN, "TWN")
    assert meant(KNOWN, words, date(1955, 5, 1))[0] == "CHN"
    assert meant(own, words, date(1955, 5, 1)) == ["TWN"]
    assert meant(own, words, date(1905, 5, 1)) == meant(KNOWN, words, date(1905, 5, 1)) == ["CHN"]


@pytest.mark.parametrize("words", ["Peking", "Communist China", "Chinese Communists", "People's Republic of China"])
def test_the_rival_keeps_what_is_its_alone(words: str) -> None:
    assert meant(in_own_words(KNOWN, "TWN"), words, date(1955, 5, 1)) == ["CHN"]


@pytest.mark.parametrize("code", ["CHN", "SUN", "RUS", "YUG", "ALB", "DDR", "AUH", "", "no such state"])
def test_others_have_no_name_to_claim(code: str) -> None:
    assert in_own_words(KNOWN, code) is KNOWN
