"""What is told of a sentence when somebody asks why it was coded so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dragoman.coding.coder import Coder
from dragoman.coding.explain import explain_coding
from dragoman.coding.explain_words import FEATURES, OUTCOMES, SIDES, feature_words
from dragoman.coding.explained import Act, Explained
from dragoman.coding.judge import ORDER
from dragoman.coding.trace import Step
from dragoman.model.text import Reading

Read = Callable[..., Reading]


def explained(coder: Coder, reading: Reading) -> list[Explained]:
    return list(explain_coding(coder, reading))


def act(found: Explained, word: str) -> Act:
    return next(one for one in found.acts if one.word == word)


def test_an_account_comes_with_all_that_it_rests_on(coder: Coder, read: Read) -> None:
    text = "The Soviet leaders promised in May 1957 to sign a treaty with Albania."
    (found,) = explained(coder, read(text))
    assert found.parsed and found.why == ""
    assert ("Albania", "ALB") in [(one.words, one.state) for one in found.mentions]
    assert [(one.words, one.means) for one in found.dates] == [("May 1957", "1957-05")]
    assert ("sign", "xcomp") in [(one.head, one.kind) for one in found.clauses]
    one = act(found, "sign")
    assert one.outcome == "account" and one.frame is not None and one.frame.file == "agree.toml"
    assert one.frame.event_type == "AGREE" and "“sign”" in one.frame.demands
    assert {side.state for side in one.actors} == {"SUN", "ALB"}
    assert one.status == "promised" and one.status_from == ("promised: promised (operators.toml)",)
    assert (one.date, one.date_how, one.date_from) == ("1957-05", "explicit", "May 1957")
    assert text[one.start :].startswith("sign")
    assert one.features and one.confidence is not None and 0 < one.confidence < 1
    weights = [abs(feature.weight) for feature in one.features]
    assert weights == sorted(weights, reverse=True)


def test_what_a_verb_has_taken_up_is_told(coder: Coder, read: Read) -> None:
    (found,) = explained(coder, read("In 1957 the Soviet Union signed a treaty with Albania."))
    assert (act(found, "signed").outcome, act(found, "treaty").outcome) == ("account", "taken up")


@pytest.mark.parametrize(
    ("text", "word", "outcome"),
    [
        ("Albania and the Soviet Union kept the minutes short, and Albania visited Poland.", "kept", "no frame"),
        ("The Soviet Union and Albania grew apples, and Albania visited Poland.", "grew", "no frame"),
        ("Albania visited the coast when the Soviet Union was far.", "visited", "one side"),
    ],
)
def test_what_was_rejected_is_told_with_the_reason(
    coder: Coder, read: Read, text: str, word: str, outcome: str
) -> None:
    found = act(explained(coder, read(text))[0], word)
    assert found.outcome == outcome and found.why and not found.account


def test_a_word_that_the_lexicon_lacks_is_told_apart(coder: Coder, read: Read) -> None:
    (found,) = explained(coder, read("Albania quaffed with the Soviet Union, and Albania visited Poland."))
    assert act(found, "quaffed").why == "the lexicon does not have the word"
    assert act(found, "quaffed").others == ()


def test_an_account_below_the_cut_is_told_with_its_confidence(coder: Coder, read: Read) -> None:
    strict = Coder(parser=coder.parser, judge=replace(coder.judge, cut=0.999999))
    (found,) = explained(strict, read("In 1957 the Soviet Union signed a treaty with Albania."))
    one = act(found, "signed")
    assert one.outcome == "unlikely" and one.confidence is not None and one.confidence < 0.999999
    assert {side.state for side in one.actors} == {"SUN", "ALB"} and not one.account


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The weather was fine in Albania and in the Soviet Union.", "no word that can name an act"),
        ("Albania signed a treaty.", "two states must be named"),
        ("# Albania signs a treaty with the Soviet Union\n\nNothing more is known.", "heading"),
    ],
)
def test_a_sentence_that_is_not_parsed_says_why(coder: Coder, read: Read, text: str, why: str) -> None:
    found = explained(coder, read(text))[0]
    assert not found.parsed and why in found.why and found.acts == ()


def test_pronouns_are_led_back(coder: Coder, read: Read) -> None:
    found = explained(coder, read("Albania visited Poland in 1957. It thanked Poland."))[1]
    told = {one.words: (one.state, one.how) for one in found.mentions}
    assert told["It"] == ("ALB", SIDES["followed"])
    assert found.carried == "1957"


def test_what_is_left_out_after_all_says_why(coder: Coder, read: Read) -> None:
    reading = read("In 1957 the Soviet Union signed a treaty with Albania.")
    (found,) = explain_coding(coder, reading, left_out=lambda account: "it is a title")
    assert (act(found, "signed").outcome, act(found, "signed").why) == ("left out", "it is a title")


def test_explaining_changes_nothing(coder: Coder, read: Read) -> None:
    reading = read(
        "In 1957 the Soviet Union signed a treaty with Albania. It promised aid. On 3 December 1961 Moscow broke off"
        " relations with Albania, and the two countries recalled their ambassadors."
    )
    plain = [one.id for one in coder.code(reading)]
    told = [one for found in explained(coder, reading) for one in found.acts if one.outcome == "account"]
    others = [one.id for found in explained(coder, reading) for one in found.others]
    assert sorted([one.account for one in told] + others) == sorted(plain)
    steps: list[Step] = []
    heard = [one.account for one in coder.candidates(reading, heard=steps.append)]
    assert heard == [one.account for one in coder.candidates(reading)]
    assert [step.outcome for step in steps].count("parsed") == len({step.scene.number for step in steps})


def test_without_a_parser_accounts_come_without_their_steps(flat_coder: Coder, read: Read) -> None:
    (found,) = explained(flat_coder, read("In 1957 the Soviet Union signed a treaty with Albania."))
    assert not found.parsed and "no parser" in found.why
    assert {one.event_type for one in found.others} == {"AGREE"}


def test_every_feature_and_every_way_of_finding_a_side_has_words(coder: Coder) -> None:
    assert {name.partition("=")[0] for name in coder.judge.weights} - {"bias"} <= set(FEATURES)
    assert set(SIDES) == set(ORDER)
    assert "parsed" not in OUTCOMES
    assert feature_words("tag=VBD") == "the word's form: VBD"
    assert feature_words("far") == FEATURES["far"]
