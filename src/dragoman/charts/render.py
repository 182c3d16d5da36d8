"""Drawings from specifications: SVG and PNG, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby
from typing import Any

import vl_convert as vlc

from dragoman.charts.palette import Theme, dark_rules
from dragoman.ids import content_id


def render_svg(spec: Mapping[str, Any], summary: str, theme: Theme) -> str:
    """The SVG of a specification, named by its summary for screen readers."""
    drawn: str = vlc.vegalite_to_svg(dict(spec))
    name = content_id("fig", spec, summary)
    svg = _renumber(drawn, name)
    head, _, body = svg.partition(">")
    head = head.replace("<svg ", f'<svg role="img" aria-labelledby="{name}" ', 1)
    style = f"<style>{dark_rules(svg)}</style>" if theme == "auto" else ""
    return f'{head}><title id="{name}">{escape(summary, quote=False)}</title>{style}{body}'


def render_png(spec: Mapping[str, Any], paper: str, scale: float) -> bytes:
    """The PNG of a specification on paper of a colour."""
    config = {**spec.get("config", {}), "background": paper}
    drawn: bytes = vlc.vegalite_to_png({**spec, "config": config}, scale=scale)
    return drawn


def _renumber(svg: str, name: str) -> str:
    """The SVG without what the renderer counts up from drawing to drawing; ``name`` keeps two on one page apart."""
    found = re.findall(r'\bid="([^"]+)"', svg)
    for number, (one, _) in enumerate(groupby(found)):
        svg = re.sub(rf'(\bid="|url\(#){re.escape(one)}(?=["\)])', rf"\g<1>{name}-{number}", svg)
    return svg
