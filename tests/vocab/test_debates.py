"""Speeches known by the names of their files."""

from __future__ import annotations

import pytest

from dragoman.vocab.debates import DebateSpeech, read_debate_name


@pytest.mark.parametrize(
    ("stem", "speech"),
    [
        ("ALB_15_1960", DebateSpeech("ALB", 15, 1960)),
        ("speech_POL_75_2020", DebateSpeech("POL", 75, 2020)),
        ("RUS_17_1962", DebateSpeech("SUN", 17, 1962)),
        ("RUS_60_2005", DebateSpeech("RUS", 60, 2005)),
        ("CHN_25_1970", DebateSpeech("TWN", 25, 1970)),
        ("CHN_26_1971", DebateSpeech("CHN", 26, 1971)),
    ],
)
def test_a_name_tells_who_spoke_when(stem: str, speech: DebateSpeech) -> None:
    assert read_debate_name(stem) == speech


@pytest.mark.parametrize("stem", ["ALB_15_1961", "XQZ_15_1960", "alb_15_1960", "ALB_15", "notes_1960", ""])
def test_another_name_tells_nothing(stem: str) -> None:
    assert read_debate_name(stem) is None
