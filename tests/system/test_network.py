"""Ties from dated acts: what has a sign, what weighs how much where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from scipy.stats import beta

from dragoman.model import Event
from dragoman.relations import Spoken
from dragoman.relations.dyads import day_span
from dragoman.system import build_network, find_patrons, situate, window_at, windows_by
from dragoman.system.network import cover


def act(number: int, when: str | None, score: float, kind: str = "CONSULT", mode: str = "", **fields: Any) -> Event:
    values: dict[str, Any] = {"actors": ("ALB",), "recipients": ("SUN",), "standing": "single-source", **fields}
    return Event(
        id=f"evt_{number:04}",
        account_ids=(f"acc_{number:04}",),
        event_type=kind,
        mode=mode,
        date=when,
        place="",
        score=score,
        status="asserted",
        **values,
    )


WINDOW = window_at("1961")


def test_one_visit_has_no_sign_and_a_treaty_has() -> None:
    visit = build_network([act(1, "1961-12-01", 2.0)], WINDOW).ties[0]
    assert visit.sign == 0 and visit.low < 0 < visit.high
    treaty = build_network([act(1, "1961-12-01", 6.0, "AGREE", "treaty-signed")], WINDOW).ties[0]
    assert treaty.sign == 1 and treaty.low > 0 and treaty.event_ids == ("evt_0001",)
    breach = build_network([act(1, "1961-12-01", -8.0, "SANCTION", "break-relations")], WINDOW).ties[0]
    assert breach.sign == -1 and breach.high < 0


def test_many_weak_acts_make_a_sign_that_one_does_not() -> None:
    acts = [act(number, f"1961-{number:02}", -3.0, "ACCUSE") for number in range(1, 13)]
    assert build_network(acts[:1], WINDOW).ties[0].sign == 0
    assert build_network(acts, WINDOW).ties[0].sign == -1


def test_what_contradicts_itself_has_no_sign() -> None:
    acts = [act(n, "1961", 6.5 if n % 2 else -6.5, "AID" if n % 2 else "COERCE") for n in range(12)]
    assert build_network(acts, WINDOW).ties[0].sign == 0


def test_an_uncertain_date_counts_by_its_share_and_an_old_act_for_less() -> None:
    def weight(when: str) -> float:
        ties = build_network([act(1, when, 6.5, "AID")], WINDOW).ties
        return ties[0].weight if ties else 0.0

    assert weight("1961-12-31") == pytest.approx(1.0, abs=0.01)
    assert weight("1960-12-31") == pytest.approx(0.5, abs=0.01)
    assert 0 < weight("196X") < weight("1961") < weight("1961-12-31")
    assert weight("1962") == weight("1950") == 0.0


def test_a_doubtful_event_weighs_less_and_a_negative_certainty_is_refused() -> None:
    acts = [act(1, "1961-12-31", 6.5, "AID")]
    assert build_network(acts, WINDOW, certainty={"evt_0001": 0.5}).ties[0].weight == pytest.approx(0.5, abs=0.01)
    with pytest.raises(ValueError, match="evt_0001: a certainty lies between 0 and 1, not at -1"):
        build_network(acts, WINDOW, certainty={"evt_0001": -1.0})


def test_undated_and_denied_events_make_no_tie() -> None:
    found = build_network(
        [act(1, None, 6.5), act(2, "1961/..", 6.5), replace(act(3, "1961", 6.5), status="denied")], WINDOW
    )
    assert found.ties == () and found.undated == 2


def test_bodies_can_be_left_out() -> None:
    acts = [act(1, "1961", 6.5, "AID", recipients=("SUN", "WTO"))]
    assert [str(tie.dyad) for tie in build_network(acts, WINDOW, is_state=lambda code: code != "WTO").ties] == [
        "ALB-SUN"
    ]


def test_coverage_counts_sources_that_speak_of_both() -> None:
    found = build_network([act(1, "1961", 6.5, "AID")], WINDOW)
    spoken = [
        Spoken(document_id="d1", date="1961", states=("ALB", "SUN")),
        Spoken(document_id="d2", date="1960", states=("ALB", "SUN")),
        Spoken(document_id="d3", date="1960", states=("ALB",)),
        Spoken(document_id="d4", date="1940", states=("ALB", "SUN")),
    ]
    assert found.ties[0].sources is None
    assert cover(found, WINDOW, spoken, {"d1": "one", "d2": "one"}).ties[0].sources == 1


def test_windows_are_named_by_their_end() -> None:
    assert WINDOW.span == "1958/1961"
    assert [window.at for window in windows_by("quarter", "1960-07", "1961-03")] == ["1960-35", "1960-36", "1961-33"]
    for wrong in ("1961/..", "soon"):
        with pytest.raises(ValueError, match=wrong[:4]):
            window_at(wrong)
    with pytest.raises(ValueError, match="comes before the beginning"):
        windows_by("year", "1961", "1948")
    with pytest.raises(ValueError, match="reach back"):
        window_at("1961", memory=0)


def test_a_patron_gives_and_the_dependant_asks() -> None:
    acts = [
        act(1, "1961-02", 6.5, "AID", "economic", actors=("SUN",), recipients=("ALB",)),
        act(2, "1961-03", 7.5, "AID", "military", actors=("SUN",), recipients=("ALB",)),
        act(3, "1961-04", 6.5, "AID", "economic", actors=("CHN",), recipients=("ALB",)),
        act(4, "1961-05", 0.0, "REQUEST", "assist"),
        act(5, "1961-06", -6.0, "SANCTION", "aid-cut", actors=("SUN",), recipients=("ALB",)),
        act(6, "1961-07", -3.0, "REQUEST", "demand", actors=("SUN",), recipients=("ALB",)),
    ]
    first, second = find_patrons(acts, WINDOW)
    assert (first.patron, first.dependant, first.asked, first.demanded) == ("SUN", "ALB", 1, 1)
    assert first.withheld > 0 and dict(first.kinds) == {"aid: economic": 1, "aid: military": 1}
    assert first.low < first.share < first.high and first.share == pytest.approx(2 / 3, abs=0.05)
    assert (second.patron, second.event_ids) == ("CHN", ("evt_0003",))
    assert set(first.event_ids) == {"evt_0001", "evt_0002", "evt_0004", "evt_0005", "evt_0006"}


def test_acts_placed_once_tell_each_window_as_if_it_were_alone() -> None:
    acts = [
        act(number, when, score, kind, mode, standing=standing)
        for number, (when, score, kind, mode, standing) in enumerate(
            [
                ("1950/1953", 6.5, "AID", "economic", "corroborated"),
                ("1955-06", 2.0, "CONSULT", "visit", "single-source"),
                ("1958", -3.0, "REJECT", "", "denied"),
                ("1960-08-16", -7.0, "SANCTION", "experts-withdrawn", "single-source"),
                ("1961-12-03", -8.0, "SANCTION", "break-relations", "contested"),
                (None, 4.0, "SUPPORT", "", "single-source"),
            ]
        )
    ]
    windows = windows_by("year", "1955", "1963")
    told = situate(acts, windows).snapshots
    assert [one.network for one in told] == [build_network(acts, window) for window in windows]
    assert [one.patronages for one in told] == [find_patrons(acts, window) for window in windows]
    assert all(one.network.undated == 1 for one in told) and any(one.patronages for one in told)


def test_the_share_of_a_patron_is_that_of_the_beta_distribution() -> None:
    gifts = [act(number, f"1961-{number:02}", 6.5, "AID", "economic") for number in range(1, 6)]
    other = act(9, "1961-07", 6.5, "AID", "economic", actors=("CHN",), recipients=("SUN",))
    (row,) = [one for one in find_patrons([*gifts, other], WINDOW) if one.patron == "ALB"]
    assert row.low < row.share < row.high
    acts = sum(WINDOW.share(*day_span(one.date)) for one in gifts if one.date)  # type: ignore[misc]
    others = WINDOW.share(*day_span("1961-07"))  # type: ignore[misc]
    law = beta(acts + 0.5, others + 0.5)
    assert (row.low, row.high) == (round(float(law.ppf(0.1)), 3), round(float(law.ppf(0.9)), 3))
