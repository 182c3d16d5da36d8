"""The coding scheme: sixteen types, modes and formal acts with scores, CAMEO and Goldstein, what counts."""

from __future__ import annotations

import typing

import pytest

from dragoman.errors import ConfigError
from dragoman.model.reading import Status
from dragoman.vocab.scheme import load_scheme

PLOVER = [
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"),
    *("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
]


def test_has_plovers_sixteen_types_in_order() -> None:
    assert [kind.name for kind in load_scheme().event_types] == PLOVER


@pytest.mark.parametrize("kind", load_scheme().event_types, ids=lambda kind: kind.name)
def test_every_score_lies_on_the_side_of_its_quad(kind) -> None:
    scores = [kind.score, *(score for mode, score in kind.modes.items() if mode not in {"assist", "meet", "propose"})]
    assert all((score < 0) is kind.conflictual and -10 <= score <= 10 for score in scores)


@pytest.mark.parametrize("kind", load_scheme().event_types, ids=lambda kind: kind.name)
def test_every_mode_has_a_cameo_code_and_a_goldstein_value(kind) -> None:
    scheme = load_scheme()
    for mode in ("", *kind.modes):
        assert -10 <= scheme.goldstein(kind.name, mode) <= 10


@pytest.mark.parametrize("act", load_scheme().formal_acts, ids=lambda act: act.name)
def test_a_formal_act_may_stand_for_its_mode(act) -> None:
    scheme = load_scheme()
    assert scheme.score(act.event_type, act.name) == act.score
    assert scheme.plover_mode(act.event_type, act.name) == act.mode
    assert scheme.cameo(act.event_type, act.name) == act.cameo
    assert act.name == act.mode or act.name not in scheme.type(act.event_type).modes


def test_the_status_table_covers_every_status_of_the_records() -> None:
    scheme = load_scheme()
    assert {rule.name for rule in scheme.statuses} == set(typing.get_args(Status))
    assert scheme.counts("asserted")
    assert not any(scheme.counts(s) for s in ("denied", "negated", "promised", "planned", "hypothetical", "threatened"))


def test_only_what_counts_has_weight() -> None:
    assert all(bool(rule.weight) is rule.counts for rule in load_scheme().statuses)


def test_the_end_of_aid_weighs_against_the_relation() -> None:
    scheme = load_scheme()
    assert scheme.score("AID", "economic", "ended") < 0 < scheme.score("AID", "economic")
    assert scheme.score("AID", "economic", "negated") == 0.0


def test_breaking_relations_is_worse_than_recalling_an_ambassador() -> None:
    scheme = load_scheme()
    assert scheme.score("SANCTION", "break-relations") < scheme.score("SANCTION", "recall-ambassador") < 0


def test_cameo_codes_are_read_as_types_even_when_finer_than_the_list() -> None:
    scheme = load_scheme()
    assert scheme.from_cameo("042") == ("CONSULT", "visit")
    assert scheme.from_cameo("1384") == ("THREATEN", "violence")
    assert scheme.from_cameo("13849") == ("THREATEN", "violence")
    assert scheme.from_cameo("19") == ("ASSAULT", "")
    with pytest.raises(ConfigError, match="99"):
        scheme.from_cameo("99")


@pytest.mark.parametrize("kind", load_scheme().event_types, ids=lambda kind: kind.name)
def test_the_cameo_code_of_a_mode_is_read_back_as_its_type(kind) -> None:
    scheme = load_scheme()
    formal = [act.name for act in scheme.formal_acts if act.event_type == kind.name]
    for mode in ("", *kind.modes, *formal):
        assert scheme.from_cameo(scheme.cameo(kind.name, mode))[0] == kind.name, mode


def test_family_joins_what_two_accounts_may_call_differently() -> None:
    scheme = load_scheme()
    assert scheme.family("AGREE") == scheme.family("COOPERATE") == scheme.family("SUPPORT")
    assert scheme.family("CONSULT") != scheme.family("ASSAULT")


def test_what_is_not_in_the_scheme_is_refused_with_what_is() -> None:
    scheme = load_scheme()
    with pytest.raises(ConfigError, match="AGREE"):
        scheme.score("HUG")
    with pytest.raises(ConfigError, match="visit"):
        scheme.score("CONSULT", "expel")
    with pytest.raises(ConfigError, match="asserted"):
        scheme.counts("perhaps")
    with pytest.raises(ConfigError, match=r"plover-2\.0"):
        load_scheme("weis")
