"""Each rule of source criticism fires on one text and not on its neighbour."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.accounts.criticism import criticise
from dragoman.accounts.rules import RULES
from dragoman.errors import ConfigError
from dragoman.model import Account, Document, Evidence, Finding, Party, Source
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority

SOURCE = Source(id="src_1", csl={"title": "A made text"})


def findings(text: str, *accounts: dict[str, Any], written: str | None = None) -> list[Finding]:
    """What is found in a made text; an account names its words by ``quote``."""
    document = Document(id="doc_1", source_id="src_1", path="made.txt", text=text, written=written)
    reading = make_reading(document, Authority.load())
    made = tuple(told(number, document, **fields) for number, fields in enumerate(accounts))
    return list(criticise(reading, SOURCE, made))


def told(number: int, document: Document, *, quote: str, actors: tuple[str, ...], **fields: Any) -> Account:
    start = document.text.index(quote)
    words = Evidence(passage_id="psg", start=start, end=start + len(quote), quote=quote)
    sides = {"actors": actors, "recipients": fields.pop("recipients", ())}
    parties = {
        side: tuple(Party(id=name, state=name, text=fields.get("text", name)) for name in names)
        for side, names in sides.items()
    }
    fields.pop("text", None)
    values = {"event_type": "CONSULT", "date_how": "explicit", **parties, **fields}
    return Account(
        id=f"acc_{number}",
        document_id=document.id,
        sentence=words,
        evidence=words,
        confidence=0.9,
        coder="made",
        **values,
    )


def rules(text: str, *accounts: dict[str, Any], written: str | None = None) -> set[str]:
    return {finding.rule for finding in findings(text, *accounts, written=written)}


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("In 1959 the minister left Tirana in anger (Petrov, 1949).", True),
        ("In 1959 the minister left Tirana in anger (Petrov, 1962).", False),
        ("In 1959 the minister left Tirana in anger (Petrov, 1959).", False),
        ("In 1959 Khrushchev came. Khrushchev said: “There is no time for credits” (Archive, 1949).", True),
        ("In 1959 Khrushchev came. A proverb says that “he who sows the wind reaps it” (Sayings, 1949).", False),
        ("In 1959 Khrushchev visited Tirana.\n\nHoxha answered that there was little bread (Archive, 1949).", False),
        ("Between 1945 and 1960 Albania changed. Hoxha asked for bread (Archive, 1949).", False),
        ("The harbour was to be ready by 1965 (Ministry of Works, 1961).", False),
        ("Hoxha asked for bread (Archive, 1949).", False),
    ],
)  # fmt: skip
def test_a_citation_is_older_than_what_it_is_cited_for(text: str, fires: bool) -> None:
    assert ("citation-older-than-claim" in rules(text)) is fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("The treaty was signed on Monday, 3 December 1961.", True),
        ("The treaty was signed on Sunday, 3 December 1961.", False),
        ("The treaty was signed on 3 December 1961.", False),
        ("On Monday the talks ended. They had begun on 3 December 1961.", False),
    ],
)
def test_a_weekday_fits_its_date(text: str, fires: bool) -> None:
    assert ("weekday-does-not-fit" in rules(text)) is fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("In 1953 the old leader fell. Four years later, in 1958, the new one came to Tirana.", True),
        ("In 1953 the old leader fell. Five years later, in 1958, the new one came to Tirana.", False),
        ("In June 1953 the old leader fell. Four years later, in 1958, the new one came to Tirana.", False),
        ("Four years after Stalin's death, in 1959, the leader came to Tirana.", True),
        ("Four years after Stalin's death, in 1957, the leader came to Tirana.", False),
        ("In 1956 the pact was made. Four years after the fall of the king, in 1957, it ended.", False),
    ],
)
def test_years_between_two_dates_add_up(text: str, fires: bool) -> None:
    assert ("interval-does-not-add-up" in rules(text)) is fires


SPAN = "Albanian-Soviet relations were close in 1948–1961, though not always."


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        (f"The relations of Albania and the Soviet Union lasted up to 12 years. {SPAN}", True),
        (f"The relations of Albania and the Soviet Union lasted 13 years. {SPAN}", False),
        (f"The relations of Albania and the Soviet Union lasted 14 years. {SPAN}", False),
        (f"The relations of Albania and the Soviet Union lasted about 12 years. {SPAN}", False),
        (f"The relations of Albania and China lasted 4 years. {SPAN}", False),
        (f"The relations of Albania and the Soviet Union were bad for 2 years. {SPAN}", False),
    ],
)
def test_a_duration_fits_the_span_told_elsewhere(text: str, fires: bool) -> None:
    assert ("duration-does-not-fit-span" in rules(text)) is fires


def test_the_dead_do_not_act() -> None:
    text = "In 1957 Stalin visited Tirana."
    visit = {
        "quote": "Stalin visited Tirana",
        "actors": ("person:stalin-joseph",),
        "text": "Stalin",
        "recipients": ("ALB",),
    }
    assert "person-outside-life" in rules(text, {**visit, "date": "1957"})
    assert "person-outside-life" not in rules(text, {**visit, "date": "1952"})
    assert "person-outside-life" not in rules(text, {**visit, "date": "1957", "date_how": "carried"})
    image = {**visit, "quote": "Stalin’s image was praised", "date": "1957"}
    assert "person-outside-life" not in rules("In 1957 Stalin’s image was praised.", image)


def test_states_act_while_they_exist() -> None:
    text = "East Germany signed the pact."
    act = {"quote": "East Germany signed", "actors": ("DDR",), "recipients": ("POL",)}
    assert "state-outside-existence" in rules(text, {**act, "date": "1946"})
    assert "state-outside-existence" not in rules(text, {**act, "date": "1950"})
    assert "state-outside-existence" not in rules(text, {**act, "date": None})


def test_nothing_is_told_as_done_before_it_was_done() -> None:
    text = "The envoys met in May 1961."
    met = {"quote": "envoys met", "actors": ("ALB", "SUN"), "date": "1961-05"}
    assert "later-than-written" in rules(text, met, written="1960")
    assert "later-than-written" not in rules(text, met, written="1961-06")
    assert "later-than-written" not in rules(text, met)
    assert "later-than-written" not in rules(text, {**met, "status": "planned"}, written="1960")


def broke(quote: str, date: str, **more: Any) -> dict[str, Any]:
    sides = {"actors": ("SUN",), "recipients": ("ALB",)}
    return {"quote": quote, "event_type": "SANCTION", "mode": "break-relations", "date": date, **sides, **more}


def test_one_event_has_one_date_and_one_status() -> None:
    text = "Moscow broke off relations on 3 December 1961. It was on 19 December 1961 that Moscow ended relations."
    first, second = broke("broke off relations", "1961-12-03"), broke("Moscow ended relations", "1961-12-19")
    assert rules(text, first, second) == {"two-dates-for-one-event"}
    assert rules(text, first, {**second, "date": "1961-12"}) == set()
    assert rules(text, first, {**second, "date_how": "carried"}) == set()
    denied = {**second, "date": "1961-12-03", "status": "denied"}
    assert rules(text, first, denied) == {"contradictory-statuses"}


def test_findings_hold_their_words_and_a_place_is_objected_to_once() -> None:
    text = "In 1959 the minister left Tirana in anger (Petrov, 1949)."
    (found,) = findings(text)
    assert text[found.evidence.start : found.evidence.end] == found.evidence.quote == "(Petrov, 1949)"
    assert (found.severity, found.document_id) == ("error", "doc_1")
    assert "1959" in found.why
    assert "1949" in found.why


def test_rules_can_be_left_out_and_an_unknown_one_is_refused() -> None:
    document = Document(id="d", source_id="s", path="p", text="In 1959 he left Tirana in anger (Petrov, 1949).")
    reading = make_reading(document, Authority.load())
    assert not list(criticise(reading, SOURCE, (), severities={"citation-older-than-claim": "off"}))
    with pytest.raises(ConfigError, match="no rule 'citation-too-old'"):
        list(criticise(reading, SOURCE, (), severities={"citation-too-old": "off"}))


def test_an_empty_text_has_nothing_wrong() -> None:
    assert findings("") == []


def test_every_rule_is_documented_and_named_once() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.doc and rule.severity in ("error", "warning", "note") for rule in RULES)


@pytest.mark.corpus
def test_the_founding_document_is_flagged_where_it_is_wrong_and_nowhere_else(shared: Any) -> None:
    text = (shared / "case" / "albanian-soviet-relations.txt").read_text(encoding="utf-8")
    found = [(finding.rule, finding.evidence.quote) for finding in findings(text)]
    assert [rule for rule, _ in found] == [
        "duration-does-not-fit-span",
        "citation-older-than-claim",
        "citation-older-than-claim",
    ]
    assert all("1949" in quote for rule, quote in found if rule == "citation-older-than-claim")
