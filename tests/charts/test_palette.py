from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from dragoman.charts.palette import ROLES, check_theme, dark_rules, themed
from dragoman.errors import ConfigError

SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB."""

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
SCALE = ("hostile", "strained", "cool", "cooperative", "close")
NEIGHBOURS, OPPOSITES = 12.0, 45.0
"""Least distance (CIE76) of neighbours on the scale, and of its two ends; 2.3 is the least that is noticed."""


def linear(value: str) -> np.ndarray:
    parts = np.array([int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(value: str, sight: str) -> np.ndarray:
    seen = np.clip(SIGHT[sight] @ linear(value), 0, 1)
    ratio = (TO_XYZ @ seen) / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, sight: str) -> float:
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def contrast(one: str, other: str) -> float:
    lights = sorted(float(TO_XYZ[1] @ linear(value)) for value in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", [0, 1])
def test_the_scale_is_told_apart_by_colour_blind_readers(sight: str, theme: int) -> None:
    tones = [ROLES[role][theme] for role in SCALE]
    for one, other in combinations(tones, 2):
        assert distance(one, other, sight) >= NEIGHBOURS, (one, other)
    if sight != "tritanopia":  # orange and purple part least there: 1 reader in 30,000
        assert distance(tones[0], tones[-1], sight) >= OPPOSITES


@pytest.mark.parametrize("theme", [0, 1])
def test_words_stand_out_from_their_ground(theme: int) -> None:
    paper = ROLES["paper"][theme]
    for role in ("ink", "soft", "break", "thaw", "one", "other", "third"):
        assert contrast(ROLES[role][theme], paper) >= 4.5, role
    for role in (*SCALE, "none"):
        assert contrast(ROLES[f"on-{role}"][theme], ROLES[role][theme]) >= 4.5, role
    for role in ("hostile", "close", "covered"):
        assert contrast(ROLES[role][theme], paper) >= (3.0 if role != "covered" else 1.7), role


def test_a_simulation_that_is_not_blind_would_pass_red_and_green() -> None:
    assert distance("#c0392b", "#5a7d1e", "normal") > OPPOSITES
    assert distance("#c0392b", "#5a7d1e", "deuteranopia") < OPPOSITES / 2


def test_no_two_roles_share_a_colour() -> None:
    lights = [light for light, _ in ROLES.values()]
    assert len(set(lights)) == len(lights)


def test_a_spec_in_the_dark_has_no_light_colour_left() -> None:
    light, dark = ROLES["hostile"]
    spec = {"mark": {"fill": light, "stops": [f"{light}80"]}, "data": [light, "#123456", 3]}
    assert themed(spec, "dark") == {"mark": {"fill": dark, "stops": [f"{dark}80"]}, "data": [dark, "#123456", 3]}
    assert themed(spec, "light") is spec


def test_a_page_that_is_dark_turns_the_drawing() -> None:
    light, dark = ROLES["ink"]
    assert f'[fill="{light}"]{{fill:{dark}}}' in dark_rules(f'<path fill="{light}"/>')
    assert f'[stop-color="{light}40"]{{stop-color:{dark}40}}' in dark_rules(f'<stop stop-color="{light}40"/>')


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(ConfigError, match="light, dark or auto"):
        check_theme("sepia")
