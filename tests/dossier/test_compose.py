from __future__ import annotations

import random
from dataclasses import replace

from tests.dossier.conftest import records

from dragoman.dossier import Dossier, compose, write_html, write_markdown
from dragoman.dossier.record import Section, Statement


def section(dossier: Dossier, key: str) -> Section:
    return next(part for part in dossier.sections if part.key == key)


def chronology(dossier: Dossier) -> list[Statement]:
    return [statement for group in section(dossier, "chronology").groups for statement in group.statements]


def test_every_note_is_the_document_s_own_words(dossier: Dossier) -> None:
    given = records()
    texts = [document.text for document in given["documents"]]
    assert dossier.notes
    for note in dossier.notes:
        assert any(note.quote in text for text in texts)
    assert [note.number for note in dossier.notes] == list(range(1, len(dossier.notes) + 1))


def test_every_reference_has_its_note_and_every_note_a_reference(dossier: Dossier) -> None:
    used = {
        number
        for part in dossier.sections
        for group in part.groups
        for statement in group.statements
        for number in statement.notes
    }
    assert used == {note.number for note in dossier.notes}


def test_a_quote_is_what_its_first_note_holds(dossier: Dossier) -> None:
    notes = {note.number: note for note in dossier.notes}
    for key in ("chronology", "turns", "disputes", "criticism"):
        for group in section(dossier, key).groups:
            for statement in group.statements:
                assert notes[statement.notes[0]].quote == statement.quote


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
        "The Soviet Union: so the record of Albania, “As Tirana told it”, citing Example Archive, 1962.",
        "Albania: so the record of the Soviet Union, “As Moscow told it”.",
    ]


def test_a_reason_of_the_author_goes_to_the_side_whose_record_it_is(dossier: Dossier) -> None:
    (group,) = section(dossier, "reasons").groups
    assert group.title == "Given by the Soviet Union"
    assert group.statements[0].quote == "it feared reform"


def test_what_is_not_covered_is_said_apart_from_what_is_silent(dossier: Dossier) -> None:
    (group,) = section(dossier, "method").groups
    told = " ".join(statement.text for statement in group.statements)
    assert "covers 1950: nothing can be said of it" in told
    assert "cover 1949 but tell of no act" in told


def test_a_work_that_the_text_cites_stands_in_the_note(dossier: Dossier) -> None:
    assert any("where it cites Example Archive, 1962" in note.place for note in dossier.notes)


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
    assert "one act between" in section(told, "relation").groups[0].statements[0].text


def test_a_crowded_turn_tells_its_weightiest_acts_and_says_that_there_are_more() -> None:
    given = records()
    crowd = [replace(given["events"][0], id=f"eve_{n}", score=-float(n) / 2) for n in range(10, 20)]
    turn = replace(given["relation"].ruptures[0], event_ids=tuple(event.id for event in crowd))
    told = compose(**(given | {"events": crowd, "relation": replace(given["relation"], ruptures=(turn,))}))
    (group,) = section(told, "turns").groups
    assert {statement.about for statement in group.statements} == {f"eve_{n}" for n in range(12, 20)}
    assert group.lead.endswith("Of 10 acts in its window the 8 best attested follow; the others are in the chronology.")


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
