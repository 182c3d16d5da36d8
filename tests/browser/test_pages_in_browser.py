"""Every page in a browser: nothing that axe objects to, at any size, light and dark, still, and from one server."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.crawl import Crawled

from dragoman.web import waiting

TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim().replace(/\\s+/g, " ");
    const holder = walker.currentNode.parentElement;
    if (!words || holder.closest("svg, script, .aside-only, details:not([open])")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    if (box.width && box.height && holder.checkVisibility({ checkVisibilityCSS: true })) found.push(words);
  }
  return found.sort();
}"""
WIDTHS = """() => {
  const out = [];
  for (const one of document.querySelectorAll("main p, main h1, main h2, main h3, main li, main dd, main blockquote")) {
    const box = one.getBoundingClientRect();
    const scrolls = one.closest(".scroll, .columns, .picture, table, .aside-only, svg");
    if (!scrolls && box.width && box.right > innerWidth + 1) out.push(one.outerHTML.slice(0, 160));
  }
  return { page: document.scrollingElement.scrollWidth - innerWidth, out };
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  const longest = (times) => Math.max(...times.split(",").map((time) => parseFloat(time)));
  return longest(style.transitionDuration) > 0.011 || longest(style.animationDuration) > 0.011
    || style.scrollBehavior === "smooth";
}).map((one) => one.outerHTML.slice(0, 120))"""


NOT_IN_THE_EXAMPLE = {"/tables/{name}"}
"""Kinds of page of which the example has none: it holds no event table."""


def test_every_kind_of_page_is_looked_at(chromium: Any, crawled: Crawled) -> None:
    assert set(crawled.missed) <= NOT_IN_THE_EXAMPLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(sit: Any, settings: Any, crawled: Crawled, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    sitting = sit(settings, color_scheme=scheme, reduced_motion="reduce")
    told = {}
    for kind, path in crawled.pages.items():
        found = axe.run(sitting.look(path)).response["violations"]
        if found:
            told[kind] = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]
    assert not told


def test_at_twice_the_size_nothing_is_lost_and_prose_needs_no_scrolling(
    sit: Any, settings: Any, crawled: Crawled
) -> None:
    usual, large = sit(settings), sit(settings, viewport={"width": 640, "height": 450}, device_scale_factor=2)
    phone = sit(settings, viewport={"width": 320, "height": 640})
    for kind, path in crawled.pages.items():
        words = usual.look(path).evaluate(TEXTS)
        assert words, kind
        for sitting in (large, phone):
            page = sitting.look(path)
            lost = sorted(set(words) - set(page.evaluate(TEXTS)))
            assert not lost, (kind, lost[:5])
            told = page.evaluate(WIDTHS)
            assert told["page"] <= 0 and not told["out"], (kind, page.viewport_size, told["page"], told["out"][:3])


def test_who_asks_for_stillness_gets_it(sit: Any, settings: Any, crawled: Crawled) -> None:
    sitting = sit(settings, reduced_motion="reduce")
    for kind, path in crawled.pages.items():
        assert not sitting.look(path).evaluate(MOVING), kind


def test_every_page_can_be_read_without_scripts(sit: Any, settings: Any, crawled: Crawled) -> None:
    sitting = sit(settings, java_script_enabled=False)
    for kind, path in crawled.pages.items():
        sitting.page.goto(sitting.origin + path)
        assert len(sitting.text().split()) > 10, kind


def test_a_document_of_script_tags_does_nothing(sit: Any, settings: Any, project: Any) -> None:
    import dragoman

    hostile = next(one for one in dragoman.open(project).documents(texts=False) if "O'Brien" in one.path)
    sitting = sit(settings)
    for path in (f"/documents/{hostile.id}", "/sources", "/search?q=treachery", "/search?q=<script>", "/search?q=alb"):
        page = sitting.look(path)
        assert page.evaluate("window.broken") is None, path
    sitting.look(f"/documents/{hostile.id}")
    shown = sitting.text()
    for words in ("<script>window.broken = 1</script>", 'O\'Brien "the Red" <b>', "اتهمت ألبانيا", "ברית המועצות"):
        assert words in shown


@pytest.mark.parametrize("script", [True, False])
def test_a_dear_page_comes_by_itself(sit: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, script: bool) -> None:
    monkeypatch.setattr(waiting, "LARGE", 1)
    sitting = sit(settings, java_script_enabled=script)
    told: list[str] = []
    sitting.page.on("response", lambda answer: told.append(answer.url.removeprefix(sitting.origin)))
    asked = f"/system?year={1957 if script else 1958}"
    sitting.page.goto(sitting.origin + asked)
    sitting.page.locator("h1", has_text=asked[-4:]).wait_for()
    assert asked in told and f"{asked}&now=true" in told
    sitting.page.wait_for_url(sitting.origin + (asked if script else f"{asked}&now=true"))
    assert sitting.page.locator("main a[href*='now=']").count() == 0
