"""Search: what is found, how it is narrowed, what cannot be meant, what can be taken along."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from dragoman.errors import ConfigError
from dragoman.store.search_words import read_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("treaty", '("treaty")'),
        ("trade treaty", '("trade") AND ("treaty")'),
        ('"trade treaty" oil', '("trade treaty") AND ("oil")'),
        ("oil OR wheat tariff", '("oil" OR "wheat") AND ("tariff")'),
        ("treaty -oil", '(("treaty")) NOT ("oil")'),
        ('treaty -"oil price"', '(("treaty")) NOT ("oil price")'),
        ("harb*", '("harb" *)'),
        ("NEAR(a b) AND", '("NEAR(a") AND ("b)") AND ("AND")'),
        ("* ( ) :", ""),
        ("text:oil", '("text:oil")'),
    ],
)
def test_words_are_read(typed: str, meant: str) -> None:
    assert read_words(typed) == meant


@pytest.mark.parametrize("typed", ['"never closed', "OR treaty", "treaty OR", "a OR OR b", "-treaty"])
def test_what_cannot_be_meant_is_refused(typed: str) -> None:
    with pytest.raises(ConfigError):
        read_words(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "'",
        "a'b",
        "^a",
        "a^2",
        "{a b}",
        "a:b",
        "col : a",
        "a + b",
        "NOT",
        "AND",
        "NEAR/2",
        "\x00",
        "%",
        "a*b",
        "*",
        "ö",
        "(",
        "\\",
    ],
)
def test_no_words_break_the_index(web: Any, typed: str) -> None:
    answer = web.get("/search.json", params={"q": typed})
    assert answer.status_code == 200
    assert not answer.json()["fault"]


def found(web: Any, **asked: str) -> dict[str, Any]:
    answer = web.get("/search.json", params=asked)
    assert answer.status_code == 200
    page: dict[str, Any] = answer.json()
    return page


def test_a_fault_is_told_on_the_page(web: Any) -> None:
    assert "not closed" in found(web, q='"broke off')["fault"]
    assert "is no date" in found(web, since="yesterday")["fault"]
    assert found(web, a="Ruritania")["fault"]
    page = web.get("/search", params={"q": '"broke off'})
    assert page.status_code == 200 and "not closed" in page.text


def test_words_are_marked_where_they_stand(web: Any) -> None:
    page = found(web, q="moscow")
    assert page["span"]["total"] > 5
    for hit in page["hits"]:
        marked = [piece["text"] for piece in hit["pieces"] if piece["found"]]
        assert marked and {one.casefold() for one in marked} == {"moscow"}


def test_a_phrase_is_narrower_than_its_words(web: Any) -> None:
    words, phrase = found(web, q="broke off relations"), found(web, q='"broke off relations"')
    assert 0 < phrase["span"]["total"] <= words["span"]["total"]
    assert found(web, q="moscow -tirana")["span"]["total"] < found(web, q="moscow")["span"]["total"]


def test_what_is_told_narrows(web: Any) -> None:
    for asked in ({"type": "ACCUSE"}, {"a": "Albania"}, {"a": "ALB", "b": "USSR"}, {"since": "1961"}, {"until": "1955"},
                  {"standing": "contested"}, {"speaker": "diplomats"}):  # fmt: skip
        page = found(web, **asked)
        assert page["span"]["total"] > 0, asked
        assert all(hit["accounts"] for hit in page["hits"]), asked
        both = found(web, q="moscow", **asked)
        assert both["span"]["total"] <= min(page["span"]["total"], found(web, q="moscow")["span"]["total"]), asked


def test_facets_count_what_a_click_finds(web: Any) -> None:
    page = found(web, q="moscow")
    facets = {facet["name"]: dict(facet["values"]) for facet in page["facets"]}
    assert {"type", "state", "decade", "standing", "genre", "side"} <= facets.keys()
    for name in ("type", "standing", "genre", "side", "speaker"):
        for value, count in facets.get(name, {}).items():
            assert found(web, q="moscow", **{name: value})["span"]["total"] == count, (name, value)
    for state, count in facets["state"].items():
        assert found(web, q="moscow", a=state)["span"]["total"] == count, state


def test_a_result_is_paged_without_gaps(web: Any) -> None:
    total = found(web, a="Albania")["span"]["total"]
    assert total > 20
    seen: list[str] = []
    for page in range(1, -(-total // 20) + 1):
        seen += [hit["passage_id"] for hit in found(web, a="Albania", page=str(page))["hits"]]
    assert len(seen) == len(set(seen)) == total


def test_a_result_is_taken_along(web: Any) -> None:
    asked = {"q": "moscow", "type": "ACCUSE"}
    lines = [json.loads(line) for line in web.get("/search/export.jsonl", params=asked).text.splitlines()]
    rows = list(csv.DictReader(io.StringIO(web.get("/search/export.csv", params=asked).text)))
    assert [row["account"] for row in rows] == [line["account"] for line in lines]
    shown = {one["id"] for hit in found(web, **asked)["hits"] for one in hit["accounts"]}
    assert shown <= {line["account"] for line in lines}
    # The type is that of the event: one of its accounts may have been read otherwise.
    assert "ACCUSE" in {line["event_type"] for line in lines}
    assert web.get("/search/export.exe", params=asked).status_code == 422
    assert web.get("/search/export.csv", params={"q": '"'}).status_code == 400


def test_a_cell_is_never_a_formula() -> None:
    from dragoman.web.pages.search import _cell

    assert _cell("=1+1") == "'=1+1"
    assert _cell("−5") == "−5"
    assert _cell(-5) == -5
