"""A historian's day at the keyboard alone: from a rupture to the words, a correction and what it changes, a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.example import copy_example

import dragoman


def open_relation(sitting: Any) -> Any:
    """From home to the relation of Albania and the Soviet Union."""
    sitting.go("g", "r", to="**/relations")
    sitting.walk_to("a[href^='/relations/']", words="Soviet Union")
    return sitting.go("Enter", to="**/relations/ALB/SUN")


def test_from_a_rupture_to_the_words(sit: Any, settings: Any) -> None:
    sitting = sit(settings)
    open_relation(sitting)
    sitting.walk_to(".turn-break a[href^='/events/']")
    act = sitting.page.evaluate("document.activeElement.textContent")
    page = sitting.go("Enter", to="**/events/*")
    assert sitting.text("h1") == act
    sitting.walk_to("article.column a[href^='/documents/']")
    words = page.evaluate("document.activeElement.closest('article').querySelector('blockquote').textContent").strip(
        "“”"
    )
    page = sitting.go("Enter", to="**/documents/**")
    chosen = page.locator("[data-marks].chosen")
    sitting.wait_in_view("[data-marks].chosen")
    told = " ".join(sitting.text("article.reader").split())
    assert " ".join(chosen.all_text_contents()).split()[0] in words
    assert words.split(".")[0] in told


def test_search_by_words_and_by_facet(sit: Any, settings: Any) -> None:
    sitting = sit(settings)
    sitting.go("/", to="**/search")
    if not sitting.focus_is("input[type=search]"):
        sitting.press("/")
    sitting.write("ambassador")
    page = sitting.go("Enter", to="**/search?*q=ambassador*")
    assert "ambassador" in sitting.text().casefold()
    before = page.url
    sitting.tab_to("aside a[href*='standing=contested']")
    page = sitting.go("Enter")
    assert "standing=contested" in page.url and page.url != before
    sitting.walk_to("a[href^='/documents/'], a[href^='/events/']")
    sitting.go("Enter")


def test_every_place_of_the_bar_has_its_letters(sit: Any, settings: Any) -> None:
    from dragoman.web.pages.places import PLACES

    sitting = sit(settings)
    for place in PLACES:
        if sitting.page.url.partition("?")[0] != sitting.origin + place.path:
            sitting.go("g", place.letter, to=f"{sitting.origin}{place.path}*")
    sitting.press("?")
    sheet = sitting.page.locator("dialog#keys")
    assert sheet.is_visible()
    for place in PLACES:
        assert sheet.locator("kbd", has_text=place.letter).count()
    sitting.press("Escape")
    assert not sheet.is_visible()


def test_skip_link_theme_and_sorting(sit: Any, settings: Any) -> None:
    sitting = sit(settings, color_scheme="light")
    page = open_relation(sitting)
    sitting.tab_to("a.skip")
    sitting.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    sitting.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "dark" in sitting.page.locator("#said").text_content()
    page = sitting.go("g", "h")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.go_back()
    sitting.settle()
    sitting.tab_to("table[data-sortable] th button")
    column = page.evaluate("document.activeElement.closest('th').cellIndex")
    read = f"[...document.activeElement.closest('table').tBodies[0].rows].map((row) => row.cells[{column}].textContent)"
    sitting.press("Enter")
    up = page.evaluate(read)
    sitting.press("Enter")
    assert page.evaluate(read) == up[::-1]
    assert page.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')") == "descending"


@pytest.mark.parametrize("key", ["g h", "t", "?"])
def test_keys_of_one_letter_can_be_switched_off(sit: Any, settings: Any, key: str) -> None:
    sitting = sit(settings)
    page = sitting.go("g", "s", to="**/sources")
    page.evaluate("localStorage.setItem('single-keys', 'off')")
    page.reload()
    before = page.url, page.evaluate("document.documentElement.dataset.theme")
    sitting.press(*key.split())
    page.wait_for_timeout(300)
    assert (page.url, page.evaluate("document.documentElement.dataset.theme")) == before
    assert not page.locator("dialog[open]").count()


def told(sitting: Any) -> dict[str, Any]:
    """What the page of a relation tells of its course: the levels, phases and turning points."""
    page = sitting.page
    read = "[...document.querySelectorAll('{}')].map((one) => one.innerText.trim().replace(/\\s+/g, ' '))"
    return {part: page.evaluate(read.format(part)) for part in ("section[aria-labelledby=phases] tbody tr", ".turn")}


def wait_until_told(sitting: Any, wanted: dict[str, Any]) -> None:
    """Looks again until the relation reads so: on a busy machine the events come up to date after the answer."""
    for _ in range(20):
        found = told(sitting)
        if found == wanted:
            return
        sitting.page.wait_for_timeout(500)
        sitting.page.reload()
        sitting.settle()
    assert found == wanted


def test_an_account_corrected_changes_the_relation_and_undone_it_is_as_before(
    sit: Any, serve: Any, example: Path, tmp_path: Path
) -> None:
    folder = copy_example(example, tmp_path / "project")
    sitting = sit(serve(folder))
    page = open_relation(sitting)
    before = told(sitting)
    assert before[".turn"]
    sitting.walk_to(".turn-break a[href^='/events/']")
    act = page.evaluate("document.activeElement.textContent")
    sitting.go("Enter", to="**/events/*")
    sitting.tab_to("a[href^='/decide/evt_']")
    page = sitting.go("Enter", to="**/decide/evt_*")
    sitting.press("w")
    assert sitting.focus_is("input[name=why]")
    sitting.write('The editor\'s <note> says it was "never" sent')
    sitting.press("Enter")
    page = sitting.go("x", to="**/judgements/*made=1")
    assert "<note>" in sitting.text() and act in sitting.text()
    assert page.locator("main del, main ins").count()
    (made, *_) = dragoman.open(folder).judgement_log().judgements
    assert made.verdict == "reject" and "<note>" in made.why

    open_relation(sitting)
    after = told(sitting)
    assert after != before
    assert act not in "".join(after[".turn"])

    # An event is judged by judging its accounts: each is taken back by itself in the list of judgements.
    rejected = {one.id for one in dragoman.open(folder).judgement_log().judgements}
    for _ in rejected:
        sitting.go("g", "j", to="**/judgements")
        sitting.tab_to("form[action$='/undo'] button[aria-label*='rejected' i]")
        sitting.go("Enter", to="**/judgements/*")
    log = dragoman.open(folder).judgement_log().judgements
    assert {one.about for one in log if one.verdict == "undo"} == rejected
    open_relation(sitting)
    wait_until_told(sitting, before)


def test_a_date_is_corrected_in_its_field(sit: Any, serve: Any, example: Path, tmp_path: Path) -> None:
    folder = copy_example(example, tmp_path / "project")
    sitting = sit(serve(folder))
    open_relation(sitting)
    sitting.walk_to(".turn-break a[href^='/events/']")
    sitting.go("Enter", to="**/events/*")
    sitting.tab_to("a[href^='/decide/acc_']")
    sitting.go("Enter", to="**/decide/acc_*")
    sitting.press("c")
    sitting.tab_to("input[name='f.date']")
    sitting.write("not a date")
    page = sitting.go("Enter", to="**/decide/acc_*")
    assert page.locator("[role=alert]").is_visible() and "not a date" in sitting.text()
    assert page.locator("input[name='f.date']").input_value() == "not a date"
    assert not dragoman.open(folder).judgement_log().judgements
    sitting.press("c")
    sitting.tab_to("input[name='f.date']")
    sitting.write("1951-05-04")
    page = sitting.go("Enter", to="**/judgements/*made=1")
    assert "4 May 1951" in sitting.text()
    (made,) = dragoman.open(folder).judgement_log().judgements
    assert (made.verdict, made.value) == ("correct", "date=1951-05-04")


def test_a_dossier_is_composed_and_taken_away(sit: Any, settings: Any, tmp_path: Path) -> None:
    sitting = sit(settings, accept_downloads=True)
    open_relation(sitting)
    sitting.tab_to("a[href$='/dossier']")
    page = sitting.go("Enter", to="**/dossier*")
    sitting.tab_to("input[name=used]")
    sitting.press("Space")
    sitting.tab_to("button[value=preview]")
    page = sitting.go("Enter", to="**/dossier*")
    shown = sitting.text("article.shown")
    assert "1961" in shown
    sitting.tab_to("button[formaction$='/download']", back=True)
    with page.expect_download() as taken:
        sitting.press("Enter")
    name = taken.value.suggested_filename
    taken.value.save_as(tmp_path / name)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert name.endswith(".html") and "1961" in text and "<script>window" not in text


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_result_is_taken_away(sit: Any, settings: Any, tmp_path: Path, kind: str) -> None:
    sitting = sit(settings, accept_downloads=True)
    sitting.go("/", to="**/search")
    sitting.tab_to("input[name=q]")
    sitting.write("ambassador")
    page = sitting.go("Enter", to="**/search?*q=ambassador*")
    sitting.tab_to(f"a[href*='/search/export.{kind}']")
    with page.expect_download() as taken:
        sitting.press("Enter")
    taken.value.save_as(tmp_path / "result")
    assert len((tmp_path / "result").read_text(encoding="utf-8").splitlines()) > 1
