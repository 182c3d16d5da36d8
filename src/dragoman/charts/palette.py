"""The colours of the charts, by what they stand for, on light and on dark paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from dragoman.errors import ConfigError

Theme = Literal["light", "dark", "auto"]

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first comes with vl-convert, so that every machine lays a chart out alike; the others have its widths."""

ROLES: Mapping[str, tuple[str, str]] = {
    "paper": ("#fffdf8", "#171512"),
    "ink": ("#37332d", "#e6e0d4"),
    "soft": ("#69635a", "#a9a294"),
    "hair": ("#cbc5b9", "#4b463e"),
    "band-95": ("#eeeae2", "#2a2722"),
    "band-80": ("#dcd7cc", "#3c3832"),
    "covered": ("#bab4a7", "#666056"),
    "hostile": ("#b35806", "#f08f3c"),
    "strained": ("#eda550", "#a0601f"),
    "cool": ("#d6d2c9", "#524e47"),
    "cooperative": ("#b4add4", "#675c9e"),
    "close": ("#5d3a9b", "#b29fe8"),
    "none": ("#f5f2eb", "#23201c"),
    "on-hostile": ("#fffefd", "#1b1206"),
    "on-strained": ("#2b2721", "#fffefb"),
    "on-cool": ("#2c2822", "#fffdfa"),
    "on-cooperative": ("#2d2923", "#fffcfb"),
    "on-close": ("#fffeff", "#150d24"),
    "on-none": ("#67625a", "#b0a99b"),
    "break": ("#b35807", "#f08f3d"),
    "thaw": ("#5d3a9c", "#b29fe9"),
    "one": ("#00669f", "#6cb6e8"),
    "other": ("#b34e00", "#f0984f"),
    "third": ("#6c6b2f", "#c8c46a"),
}
"""Each role on light and on dark paper. No two roles share a colour: a spec for one can be
turned into the other.

Orange stands for conflict and purple for cooperation (the PuOr scale of Brewer 2003, its ends darkened or lightened for
contrast): readers who do not tell red from green tell them apart. Nothing is told by colour alone.
"""

_BY_LIGHT = dict(ROLES.values())
_HEX = re.compile(r"#[0-9a-f]{6}(?=[0-9a-f]{2}\b|\b)")
"""A colour; two digits more, where they follow, are how opaque it is."""


def colour(role: str, theme: Theme = "light") -> str:
    """The colour of a role, as #rrggbb."""
    return ROLES[role][1 if theme == "dark" else 0]


def check_theme(theme: str) -> Theme:
    """A theme's name, checked.

    Raises:
        ConfigError: it is none of light, dark, auto.
    """
    if theme not in ("light", "dark", "auto"):
        raise ConfigError(f"theme {theme!r}: a chart is light, dark or auto")
    return theme  # type: ignore[return-value]


def themed(spec: Any, theme: Theme) -> Any:
    """A spec of light colours with those of a theme."""
    if theme != "dark":
        return spec
    if isinstance(spec, str):
        return _HEX.sub(lambda found: _BY_LIGHT.get(found[0], found[0]), spec)
    if isinstance(spec, Mapping):
        return {key: themed(value, theme) for key, value in spec.items()}
    if isinstance(spec, list | tuple):
        return [themed(value, theme) for value in spec]
    return spec


def dark_rules(svg: str) -> str:
    """The style rules by which a light drawing turns dark on a page that is."""
    used = sorted(set(re.findall(r'\b(fill|stroke|stop-color)="((#[0-9a-f]{6})(?:[0-9a-f]{2})?)"', svg)))
    rules = [
        f'[{kind}="{whole}"]{{{kind}:{_BY_LIGHT[one]}{whole[7:]}}}' for kind, whole, one in used if one in _BY_LIGHT
    ]
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"


def label_of(score: float) -> str:
    """The colour role of a single act or level, by the bands of the phases' names."""
    steps = ((-4.5, "hostile"), (-1.0, "strained"), (1.5, "cool"), (3.5, "cooperative"))
    return next((name for limit, name in steps if score < limit), "close")
