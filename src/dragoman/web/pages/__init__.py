"""The pages of the workbench; how one is added stands in the docstring of ``dragoman.web``."""

from __future__ import annotations

from dragoman.web.page import Pages
from dragoman.web.pages import (
    actors,
    adding,
    checks,
    decide,
    document,
    dossier,
    event,
    history,
    home,
    original,
    relation,
    rests,
    review,
    run,
    search,
    sources,
    system,
    tables,
    timeline,
)

PAGES: tuple[Pages, ...] = (
    home.pages,
    sources.pages,
    run.pages,
    adding.pages,
    original.pages,
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
    review.pages,
    history.pages,
    decide.pages,
)
"""All pages. Where two addresses could be meant, the first counts."""
