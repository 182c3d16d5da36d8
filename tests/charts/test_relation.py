from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest
from tests.charts.conftest import DYAD, Told, act, name, point, turn

from dragoman.charts.chart import Chart
from dragoman.charts.dates import reach
from dragoman.charts.frame import measure, place, shorten
from dragoman.charts.relation import draw_relation
from dragoman.errors import ConfigError
from dragoman.model import Event


def drawn(told: Told, acts: tuple[Event, ...], **more: object) -> Chart:
    return draw_relation(told, acts, name, sources=["A memoir", "A press"], **more)  # type: ignore[arg-type]


def test_the_same_records_give_the_same_bytes(told: Told, acts: tuple[Event, ...]) -> None:
    one, other = drawn(told, acts), drawn(told, acts[::-1])
    assert one.svg() == other.svg() and one.svg("dark") == other.svg("dark")
    assert one.png() == other.png() and one.csv() == other.csv()


def test_the_drawing_is_named_and_loads_nothing(told: Told, acts: tuple[Event, ...]) -> None:
    for theme in ("light", "dark", "auto"):
        svg = drawn(told, acts).svg(theme)
        root = ET.fromstring(svg)
        assert root.get("role") == "img" and root[0].text == drawn(told, acts).summary
        assert "href" not in svg and "<script" not in svg and "@import" not in svg and "url(http" not in svg
    assert drawn(told, acts).png()[:4] == b"\x89PNG"


def test_two_on_one_page_share_no_id(told: Told, acts: tuple[Event, ...]) -> None:
    one, other = drawn(told, acts).svg(), drawn(told, acts[:2]).svg()
    ids = [{part.get("id") for part in ET.fromstring(svg).iter() if part.get("id")} for svg in (one, other)]
    assert ids[0] and not ids[0] & ids[1]


def test_light_and_dark_differ_in_colours_alone(told: Told, acts: tuple[Event, ...]) -> None:
    light, dark = (ET.fromstring(drawn(told, acts).svg(theme)) for theme in ("light", "dark"))
    assert [part.tag for part in light.iter()] == [part.tag for part in dark.iter()]
    assert [part.get("d") for part in light.iter()] == [part.get("d") for part in dark.iter()]
    assert [part.get("fill") for part in light.iter()] != [part.get("fill") for part in dark.iter()]


def test_the_caption_says_n_and_the_sources(told: Told, acts: tuple[Event, ...]) -> None:
    caption = drawn(told, acts).caption
    assert "n = three acts" in caption and "one more without a date" in caption
    assert "two sources: A memoir; A press" in caption


def test_the_table_holds_what_is_drawn(told: Told, acts: tuple[Event, ...]) -> None:
    chart = drawn(told, acts)
    what = [row[0] for row in chart.rows]
    assert what.count("act") == 3 and what.count("phase") == 2 and what.count("turning point") == 1
    gap = next(row for row in chart.rows if row[2] == "no source")
    assert gap[1] == "1953–1956" and gap[3] is None
    rows = list(csv.reader(io.StringIO(chart.csv())))
    assert tuple(rows[0]) == chart.header and len(rows) == len(chart.rows) + 1
    assert json.loads(json.dumps(chart.to_json()))["rows"][0][1] == "1948"


def test_a_gap_is_a_gap(told: Told, acts: tuple[Event, ...]) -> None:
    """The band and the line are parted in two where no source speaks, and the strip says so."""
    svg = drawn(told, acts).svg()
    assert ">no source<" in svg
    whole = replace(told, series=tuple(point(str(year), 4.0) for year in range(1948, 1963)))
    assert ">no source<" not in drawn(whole, acts).svg()


def test_formal_acts_stand_apart_by_name(told: Told, acts: tuple[Event, ...]) -> None:
    assert ">break relations<" in drawn(told, acts).svg()
    assert ">break relations<" not in drawn(told, acts[:2]).svg()


def test_an_uncertain_end_is_soft(told: Told, acts: tuple[Event, ...]) -> None:
    sharp = replace(told, ruptures=(turn("1960-01-01/1961-12-03"),))
    assert drawn(told, acts[:1]).svg().count("<linearGradient") == 1
    assert "<linearGradient" not in drawn(sharp, acts[:1]).svg()


@pytest.mark.parametrize("count", [0, 1, 400])
def test_few_and_many_acts_draw(told: Told, count: int) -> None:
    made = tuple(act(f"e{one}", f"{1948 + one % 14}-{1 + one % 12:02}", one % 20 - 10.0) for one in range(count))
    chart = drawn(told, made)
    assert chart.svg().startswith("<svg") and sum(row[0] == "act" for row in chart.rows) == count


def test_without_a_series_there_is_a_sentence_and_no_drawing() -> None:
    chart = drawn(Told(DYAD, ()), ())
    assert chart.is_empty and chart.svg() == "" and chart.png() == b"" and "No level" in chart.summary
    assert "No level" in chart._repr_html_()


def test_one_span_draws() -> None:
    assert drawn(Told(DYAD, (point("1961", -3.0),)), ()).svg().startswith("<svg")


def test_the_width_is_heeded_and_checked(told: Told, acts: tuple[Event, ...]) -> None:
    narrow, wide = (
        float(ET.fromstring(drawn(told, acts, width=width).svg()).get("width", "0")) for width in (300, 900)
    )
    assert wide - narrow == pytest.approx(600, abs=30)
    with pytest.raises(ConfigError, match="240 to 4000"):
        drawn(told, acts, width=20)


def test_hostile_names_stay_text(told: Told, acts: tuple[Event, ...]) -> None:
    chart = draw_relation(told, acts, lambda code: f"<script>{code}</script>", sources=["<img src=x>"])
    assert "<script" not in chart.svg() and "<script" not in chart.html() and "<img" not in chart.html()
    assert chart._repr_mimebundle_()["text/html"] == chart._repr_html_()


def test_a_reach_is_soft_where_the_date_is() -> None:
    assert reach("1961-12-03").is_day
    year = reach("1961")
    assert year.begin == date(1961, 1, 1) and year.sure == year.until and year.end == date(1962, 1, 1)
    window = reach("1960/1961-12-03")
    assert (window.begin, window.sure, window.until, window.end) == (
        date(1960, 1, 1), date(1961, 1, 1), date(1961, 12, 4), date(1961, 12, 4),
    )  # fmt: skip


def test_words_are_placed_without_overlap() -> None:
    assert place([0, 10, 20, 60], [50, 50, 50, 10], 2) == [0, 1, None, 0]


def test_words_are_cut_to_their_room() -> None:
    assert shorten("hostile", 100) == "hostile" and shorten("hostile", 4) == ""
    assert shorten("a rather long title", 50).endswith("…") and measure(shorten("a rather long title", 50)) <= 50


def test_the_level_of_a_phase_is_drawn_and_said_to_name_it(told: Told, acts: tuple[Event, ...]) -> None:
    chart = drawn(told, acts)
    named = [one.level for one in told.phases if one.label != "none"]
    dashed = [
        row["y"]
        for panel in chart.vega_lite()["vconcat"]
        for layer in panel.get("layer", ())
        if isinstance(layer["mark"], dict) and layer["mark"].get("strokeDash") == [4, 2]
        for row in layer["data"]["values"]
    ]
    assert named and dashed == named
    assert "dashed the level of each phase, by which it is named" in chart.caption
