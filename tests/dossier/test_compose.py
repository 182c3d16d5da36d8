from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.dossier.conftest import SOVIET, records, words

from dragoman.dossier import Dossier, Part, Plan, Remark, compose, write_html, write_markdown
from dragoman.dossier.record import Group, Section, Statement
from dragoman.errors import ConfigError


def section(dossier: Dossier, key: str) -> Section:
    return next(part for part in dossier.sections if part.key == key)


def chronology(dossier: Dossier) -> list[Statement]:
    return [statement for group in section(dossier, "chronology").groups for statement in group.statements]


def test_every_note_is_the_document_s_own_words(dossier: Dossier) -> None:
    given = records()
    texts = [document.text for document in given["documents"]]
    assert dossier.notes
    for citation in (one for note in dossier.notes for one in note.citations):
        assert citation.quote and any(citation.quote in text for text in texts)
    assert [note.number for note in dossier.notes] == list(range(1, len(dossier.notes) + 1))


def test_notes_are_numbered_as_they_are_read_one_to_a_sentence(dossier: Dossier) -> None:
    used = [
        number
        for part in dossier.sections
        for group in part.groups
        for statement in group.statements
        for number in statement.notes
    ]
    assert used == [note.number for note in dossier.notes]


def test_a_quote_is_what_its_first_note_holds(dossier: Dossier) -> None:
    notes = {note.number: note for note in dossier.notes}
    for key in ("chronology", "disputes", "criticism"):
        for group in section(dossier, key).groups:
            for statement in group.statements:
                first = notes[statement.notes[0]].citations[0]
                assert first.quote == statement.quote and first.shown
    turn = section(dossier, "turns").groups[0].statements[0]
    assert not turn.quote and not any(one.shown for one in notes[turn.notes[0]].citations)


def test_the_chronology_runs_by_date_and_marks_what_is_contested(dossier: Dossier) -> None:
    assert [group.title for group in section(dossier, "chronology").groups] == ["1948", "1961"]
    assert [(entry.when, entry.text, entry.label) for entry in chronology(dossier)] == [
        ("3 March 1948", "The Soviet Union gave economic aid to Albania.", ""),
        ("December 1961", "The Soviet Union broke off diplomatic relations with Albania.", "contested"),
    ]


def test_a_dispute_names_who_holds_what(dossier: Dossier) -> None:
    (group,) = section(dossier, "disputes").groups
    assert group.title == "Who did it?"
    assert [statement.text for statement in group.statements] == [
        "The Soviet Union, according to the record of Albania, “As Tirana told it”, citing Example Archive, 1962.",
        "Albania, according to the record of the Soviet Union, “As Moscow told it”.",
    ]


def test_a_reason_of_the_author_goes_to_the_side_whose_record_it_is(dossier: Dossier) -> None:
    group = section(dossier, "turns").groups[1]
    assert group.beside and group.lead == "Reasons as the Soviet Union gives them: ideology (one source)."
    assert group.statements[0].quote == "it feared reform"
    assert group.statements[0].label == "ideology; the author’s link"


def test_a_reason_is_told_once_at_what_it_explains_most_closely() -> None:
    given = records()

    def homes(*keys: str) -> list[str]:
        plan = Plan(parts=tuple(Part(key=key) for key in keys))
        found = compose(**given, plan=plan)
        return [
            part.key
            for part in found.sections
            for group in part.groups
            for statement in group.statements
            if statement.about == "rea_1"
        ]

    assert homes("turns", "phases", "reasons") == ["turns"]
    assert homes("phases", "reasons") == ["phases"]
    assert homes("chronology", "reasons") == ["reasons"]


def test_third_states_of_a_reason_are_named() -> None:
    found = compose(**records(), third=lambda reason: ("YUG", "CHN"))
    assert section(found, "turns").groups[1].statements[0].label.endswith("third states: YUG and CHN")


def test_a_reason_of_a_few_words_is_left_out_and_counted() -> None:
    given = records()
    few = words(SOVIET, "Albania")
    slight = replace(given["reasons"][0], id="rea_2", themes=(), cause=few, effect=words(SOVIET, "the Soviet Union"))
    found = compose(**(given | {"reasons": [*given["reasons"], slight]}))
    assert "rea_2" not in {
        statement.about for part in found.sections for g in part.groups for statement in g.statements
    }
    assert any(
        "One reason of a few words only is left out" in one.text
        for one in section(found, "method").groups[0].statements
    )


def test_acts_that_one_sentence_tells_of_one_day_share_an_entry() -> None:
    given = records()
    twin = replace(given["events"][0], id="eve_3", event_type="REQUEST", mode="", standing="single-source")
    entries = chronology(compose(**(given | {"events": [*given["events"], twin]})))
    assert [(entry.about, entry.also) for entry in entries] == [("eve_1", ()), ("eve_2", ("eve_3",))]
    assert entries[1].text == (
        "The Soviet Union broke off diplomatic relations with Albania; the Soviet Union made a request to Albania."
    )


def test_what_people_checked_is_told_apart_in_word_and_sign() -> None:
    given = records()
    found = compose(**given, checked=["acc_1", "acc_2"])
    assert [entry.made for entry in chronology(found)] == ["checked", "partly"]
    page, text = write_html(found), write_markdown(found)
    for word in ("✓ checked", "◐ partly checked", "○ machine-coded"):
        assert f"({word})" in text or f"; {word})" in text
        assert word.replace(" ", "</span><span> ", 1) in page


def test_the_plan_orders_names_and_adds_to_the_parts() -> None:
    plan = Plan(
        title="Tirana and Moscow",
        author="A. Historian",
        date="1999-05-01",
        parts=(Part(key="own", title="What I hold", text="Grain.\n\nAnd ports."), Part(key="chronology", title="Acts")),
        remarks=(Remark(about="eve_1", text="The embassy's file says otherwise."),),
    )
    found = compose(**records(), plan=plan)
    assert [(part.key, part.title) for part in found.sections] == [("own-1", "What I hold"), ("chronology", "Acts")]
    assert found.sections[0].own == ("Grain.", "And ports.") and found.title == "Tirana and Moscow"
    assert [entry.remark for entry in chronology(found)] == ["The embassy's file says otherwise.", ""]
    page, text = write_html(found).replace("&#39;", "'"), write_markdown(found)
    for words_ in ("A. Historian, 1 May 1999", "The embassy's file says otherwise.", "And ports."):
        assert words_ in page and words_ in text
    with pytest.raises(ConfigError, match="eve_7, of which this dossier says nothing"):
        compose(**records(), plan=Plan(remarks=(Remark(about="eve_7", text="No."),)))


def test_the_appendix_says_what_rests_on_one_source_or_side(dossier: Dossier) -> None:
    (bases,) = [one for one in section(dossier, "method").tables if one.caption.startswith("What the phases")]
    assert bases.rows[0] == ("close, 1948–1960", "1", "1", "0", "rests on single sources or one side alone")
    assert bases.rows[1][1:] == ("1", "0", "0", "")


def test_what_is_not_covered_is_said_apart_from_what_is_silent(dossier: Dossier) -> None:
    (group,) = section(dossier, "method").groups
    told = " ".join(statement.text for statement in group.statements)
    assert "covers 1950: nothing can be said of it" in told
    assert "cover 1949 but tell of no act" in told


def test_a_work_that_the_text_cites_stands_in_the_note(dossier: Dossier) -> None:
    assert any(one.cited == "Example Archive, 1962" for note in dossier.notes for one in note.citations)
    assert "citing Example Archive, 1962: “" in write_markdown(dossier)


def test_order_of_the_records_does_not_matter(dossier: Dossier) -> None:
    shuffled = records()
    for key in ("events", "accounts", "documents", "sources"):
        random.Random(7).shuffle(shuffled[key])
        shuffled[key].reverse()
    again = compose(**shuffled)
    assert write_html(again) == write_html(dossier)
    assert write_markdown(again) == write_markdown(dossier)


def test_events_of_other_dyads_are_left_out() -> None:
    given = records()
    other = replace(given["events"][1], id="eve_3", recipients=("YUG",))
    common_act = replace(given["events"][1], id="eve_4", actors=("ALB", "SUN"), recipients=("HUN",))
    told = compose(**(given | {"events": [*given["events"], other, common_act]}))
    assert [entry.about for entry in chronology(told)] == ["eve_1", "eve_2"]


def test_a_denied_act_is_marked_and_not_counted() -> None:
    given = records()
    given["events"][0] = replace(given["events"][0], status="denied", standing="denied")
    told = compose(**given)
    assert chronology(told)[1].label == "denied"
    assert chronology(told)[1].text.startswith("Somebody denied that the Soviet Union broke off")
    assert "one act between" in section(told, "relation").groups[0].statements[0].text


def test_a_crowded_turn_tells_its_weightiest_acts_and_says_that_there_are_more() -> None:
    given = records()
    crowd = [replace(given["events"][0], id=f"eve_{n}", score=-float(n) / 2) for n in range(10, 20)]
    turn = replace(given["relation"].ruptures[0], event_ids=tuple(event.id for event in crowd))
    told = compose(**(given | {"events": crowd, "relation": replace(given["relation"], ruptures=(turn,))}))
    group = section(told, "turns").groups[0]
    assert {statement.about for statement in group.statements} == {f"eve_{n}" for n in range(12, 20)}
    assert group.lead.endswith(
        "Of 10 acts in its window the eight best attested follow; the others are in the chronology."
    )


def test_the_only_turn_is_called_so_and_its_window_is_told_from_to() -> None:
    given = records()
    turn = given["relation"].ruptures[0]

    def told(*windows: str) -> list[str]:
        turns = tuple(replace(turn, window=window) for window in windows)
        found = compose(**(given | {"relation": replace(given["relation"], ruptures=turns)}))
        return [one.text for one in section(found, "relation").groups[0].statements if "is the break" in one.text]

    assert told("1960-06/1961-12-03")[0].startswith(
        "Its one turning point is the break between June 1960 and 3 December 1961,"
    )
    assert told("1961-12", "1948")[0].startswith("Its sharpest turn is the break of 1948,")


def test_a_date_at_the_head_of_an_entry_begins_with_a_capital() -> None:
    given = records()
    given["events"][1] = replace(given["events"][1], date="1961-21")
    assert "Spring 1961" in {one.when for one in chronology(compose(**given))}


def test_a_heading_alone_is_no_sentence_of_the_machine(dossier: Dossier) -> None:
    heading = Group(lead="Reasons as Albania gives them:", beside=True)
    stated = Group(lead="The level fell by 3.0 points.")
    other = replace(dossier, sections=(Section(key="reasons", title="Reasons", groups=(heading, stated)),))
    lines = write_markdown(other).splitlines()
    assert "Reasons as Albania gives them:" in lines and "The level fell by 3.0 points. ○" in lines
    page = write_html(other)
    assert "gives them:</p>" in page and "3.0 points.</p>" not in page


def test_an_act_without_a_date_comes_last() -> None:
    given = records()
    given["events"][1] = replace(given["events"][1], date=None)
    assert [group.title for group in section(compose(**given), "chronology").groups] == ["1961", "Without a date"]


def test_open_dates_do_not_bound_the_story() -> None:
    given = records()
    given["events"].append(replace(given["events"][1], id="eve_9", date="../1940"))
    told = section(compose(**given), "relation").groups[0].statements[0].text
    assert "three acts" in told and "the first of 3 March 1948" in told


def test_an_empty_relation_says_so(empty: Dossier) -> None:
    assert empty.notes == () and empty.works == ()
    assert section(empty, "relation").groups[0].statements[0].text == (
        "The documents read tell of no act between Albania and the Soviet Union."
    )
    page, text = write_html(empty), write_markdown(empty)
    for key in ("turns", "reasons", "disputes", "criticism"):
        assert section(empty, key).empty in page.replace("&#39;", "'")
        assert section(empty, key).empty in text
    assert "<svg" not in page
