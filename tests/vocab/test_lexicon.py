"""The lexicon: frames are sound, choose between senses, and a historian's own lines take effect."""

from __future__ import annotations

import typing
from pathlib import Path

import pytest

from dragoman.errors import ConfigError
from dragoman.model.reading import Status
from dragoman.vocab.frames import Frame
from dragoman.vocab.lexicon import Lexicon, load_lexicon
from dragoman.vocab.scheme import load_scheme

STATUSES = frozenset(typing.get_args(Status))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def first(frames: tuple[Frame, ...], *, obj: str = "", prep: str = "", particle: str = "", to: bool = False) -> Frame:
    """The frame meant, as a coder chooses it, when the object, a preposition and the particle are these."""
    for frame in frames:
        if (
            frame.particle == particle
            and (not frame.objects or obj in frame.objects)
            and obj not in frame.barred
            and (not frame.needs or prep in frame.needs)
            and not frame.prep_objects
            and frame.complement in ("", "to" if to else "")
            and frame.object_kind == ""
        ):
            return frame
    raise AssertionError("no frame holds")


@pytest.mark.parametrize("kind", load_scheme().event_types, ids=lambda kind: kind.name)
def test_every_type_has_verbs_and_nouns(kind, lexicon: Lexicon) -> None:
    for pos in ("verb", "noun"):
        lemmas = {frame.lemma for frame in lexicon.frames if frame.event_type == kind.name and frame.pos == pos}
        assert len(lemmas) >= 8, pos


def test_covers_what_was_asked_for(lexicon: Lexicon) -> None:
    assert sum(frame.pos == "verb" and bool(frame.event_type) for frame in lexicon.frames) > 700
    assert sum(frame.pos == "noun" and bool(frame.event_type) for frame in lexicon.frames) > 300


def test_every_frame_fits_the_scheme(lexicon: Lexicon) -> None:
    scheme = load_scheme()
    for frame in lexicon.frames:
        assert 0.0 <= frame.weight <= 1.0
        assert frame.status == "" or frame.status in STATUSES
        if frame.event_type:
            scheme.score(frame.event_type, frame.fine)
            assert frame.actor, frame
            assert frame.weight > 0, frame
            assert not frame.formal or scheme.plover_mode(frame.event_type, frame.formal) == frame.mode


def test_no_two_frames_demand_the_same(lexicon: Lexicon) -> None:
    demands = [frame.demands for frame in lexicon.frames]
    assert len(demands) == len(set(demands))


def test_every_formal_act_can_be_told(lexicon: Lexicon) -> None:
    told = {frame.formal for frame in lexicon.frames}
    untold = {act.name for act in load_scheme().formal_acts} - told
    assert untold <= {"de-facto-recognition", "armistice"}


def test_classes_are_resolved(lexicon: Lexicon) -> None:
    for frame in lexicon.frames:
        assert not any(word.startswith("@") for word in frame.objects | frame.barred | frame.prep_objects)
    assert lexicon.classes["military_aid"] > lexicon.classes["weapons"]


def test_one_verb_has_several_senses(lexicon: Lexicon) -> None:
    send = lexicon.verbs("send")
    assert first(send, obj="troop").event_type == "MOBILIZE"
    assert first(send, obj="letter").event_type == "CONSULT"
    assert first(send, obj="grain").event_type == "AID"
    assert first(send, obj="delegation").event_type == "CONSULT"
    broken = first(lexicon.verbs("break"), obj="relation", particle="off")
    assert (broken.event_type, broken.mode, broken.formal) == ("SANCTION", "withdraw", "break-relations")
    assert first(lexicon.verbs("break"), obj="talk", particle="off").mode == "discontinue"


def test_demanding_frames_come_first(lexicon: Lexicon) -> None:
    for lemma in ("break", "send", "withdraw", "receive", "meet"):
        order = [frame.specificity for frame in lexicon.verbs(lemma)]
        assert order == sorted(order, reverse=True)


def test_a_use_that_is_no_act_wins_where_it_demands_more(lexicon: Lexicon) -> None:
    assert first(lexicon.verbs("meet"), obj="requirement").event_type == ""
    assert first(lexicon.verbs("meet"), obj="minister").event_type == "CONSULT"


def test_receiving_aid_turns_the_parties_round(lexicon: Lexicon) -> None:
    frame = first(lexicon.verbs("receive"), obj="loan", prep="from")
    assert (frame.event_type, frame.actor[0], frame.recipient, frame.reverse) == ("AID", "from", ("subject",), True)


def test_old_diplomatic_prose(lexicon: Lexicon) -> None:
    assert first(lexicon.verbs("lodge"), obj="protest", prep="with").formal == "diplomatic-protest"
    assert first(lexicon.verbs("hand"), obj="passport").formal == "expel-diplomats"
    assert first(lexicon.verbs("denounce"), obj="treaty").formal == "treaty-denounced"
    assert first(lexicon.verbs("accord"), obj="recognition").formal == "recognition"
    assert first(lexicon.verbs("recall"), obj="minister").formal == "recall-ambassador"
    assert first(lexicon.verbs("cede"), obj="province").formal == "cession"
    assert first(lexicon.verbs("remonstrate")).event_type == "PROTEST"
    assert first(lexicon.verbs("interpose"), obj="office").mode == "third-party"


def test_plurals_and_both_spellings_are_found(lexicon: Lexicon) -> None:
    assert lexicon.nouns("treaties") == lexicon.nouns("treaty") != ()
    assert [frame.event_type for frame in lexicon.verbs("recognise")] == [
        frame.event_type for frame in lexicon.verbs("recognize")
    ]
    assert lexicon.verbs("photosynthesise") == ()


def test_operators_say_what_becomes_of_the_governed_act(lexicon: Lexicon) -> None:
    effects = {(one.pos, f"{one.lemma} {one.particle}".strip()): one.status for one in lexicon.operators}
    assert effects["verb", "promise"] == "promised"
    assert effects["verb", "refuse"] == effects["verb", "fail"] == "negated"
    assert effects["verb", "attempt"] == "planned"
    assert effects["verb", "call off"] == "ended"
    assert effects["verb", "begin"] == ""
    assert effects["noun", "refusal"] == "negated"
    assert {one.status for one in lexicon.operators} - {""} <= STATUSES
    assert "ask" in lexicon.object_controls()
    assert "promise" not in lexicon.object_controls()


def test_the_mode_of_a_request_follows_what_is_asked(lexicon: Lexicon) -> None:
    scheme = load_scheme()
    assert lexicon.embedded_mode("REQUEST", "AID") == "assist"
    assert lexicon.embedded_mode("THREATEN", "ASSAULT") == "violence"
    assert lexicon.embedded_mode("CONSULT", "AID") == ""
    for event_type, modes in lexicon.embedded_modes.items():
        for governed, mode in modes.items():
            scheme.score(governed)
            scheme.score(event_type, mode)


def test_surface_forms_serve_the_gate(lexicon: Lexicon) -> None:
    forms = lexicon.surface_forms()
    for form in (
        *("visited", "visiting", "visits", "broke", "broken", "severed", "withdrew", "talks", "treaties", "expelled"),
        *("annexed", "recognised", "recognizing", "denied", "ceding", "embargoes", "rupture", "ceasefire"),
    ):
        assert form in forms, form
    # a light verb opens the gate only beside what makes it an act
    assert not [form for form in ("held", "made", "gave", "was", "had", "said") if forms.get(form) == ((),)]
    assert all(form == form.lower() for form in forms)


def test_an_added_line_takes_effect(tmp_path: Path) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text(
        'type = "CONSULT"\n'
        '[[verb]]\nlemma = "palaver"\nneeds = ["with"]\nrecipient = ["with"]\nreciprocal = true\nweight = 0.9\n'
        '[[verb]]\nlemma = "visit"\ntype = "COERCE"\nmode = "restrict"\nweight = 0.2\n',
        encoding="utf-8",
    )
    mine = load_lexicon(extra)
    (frame,) = mine.verbs("palaver")
    assert (frame.event_type, frame.reciprocal, frame.weight) == ("CONSULT", True, 0.9)
    assert {"palavered", "palavering"} <= set(mine.surface_forms())
    assert [one.event_type for one in mine.verbs("visit")] == ["COERCE"]
    assert [one.event_type for one in load_lexicon().verbs("visit")] == ["CONSULT"]
    assert load_lexicon(tmp_path).verbs("palaver") == mine.verbs("palaver")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[[verb]]\nlemma = "x"\n', "no type"),
        ('type = "HUG"\n[[verb]]\nlemma = "x"\n', "HUG"),
        ('type = "CONSULT"\n[[verb]]\nlemma = "x"\nmode = "expel"\n', "expel"),
        ('type = "CONSULT"\n[[verb]]\nlemma = "x"\nobjects = ["y"]\n', "objects"),
        ('type = "CONSULT"\n[[verb]]\nlemma = "x"\nobject = ["@nowhere"]\n', "nowhere"),
        ('type = "CONSULT"\n[[verb]]\nlemma = "x"\n[[verb]]\nlemma = "x"\n', "twice"),
        ('type = "CONSULT"\n[[verb]]\nlemma = "x"\nformal = "cession"\n', "cession"),
        ("type = [", "mine.toml"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, why: str) -> None:
    extra = tmp_path / "mine.toml"
    extra.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=why):
        load_lexicon(extra)


def test_a_lexicon_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="absent"):
        load_lexicon(tmp_path / "absent.toml")
