"""The pages of the workbench; how one is added stands in the docstring of ``dragoman.web``."""

from __future__ import annotations

from dragoman.web.page import Pages
from dragoman.web.pages import (
    actors,
    checks,
    document,
    dossier,
    event,
    home,
    relation,
    rests,
    search,
    sources,
    system,
    tables,
    timeline,
)

PAGES: tuple[Pages, ...] = (
    home.pages,
    sources.pages,
    document.pages,
    event.pages,
    search.pages,
    dossier.pages,
    rests.pages,
    relation.pages,
    timeline.pages,
    system.pages,
    tables.pages,
    checks.pages,
    actors.pages,
)
"""All pages. Where two addresses could be meant, the first counts."""
