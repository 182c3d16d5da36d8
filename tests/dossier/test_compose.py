from __future__ import annotations

import random
from dataclasses import replace

from tests.dossier.conftest import records

from dragoman.dossier import Dossier, compose, write_html, write_markdown
from dragoman.dossier.record import Section


def section(dossier: Dossier, key: str) -> Section:
    return next(part for part in dossier.sections if part.key == key)


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
    (entries,) = section(dossier, "chronology").groups
    assert [(entry.when, entry.text, entry.label) for entry in entries.statements] == [
        ("3 March 1948", "The Soviet Union gave economic aid to Albania.", ""),
        ("December 1961", "The Soviet Union broke off diplomatic relations with Albania.", "contested"),
    ]


def test_a_dispute_names_who_holds_what(dossier: Dossier) -> None:
    (group,) = section(dossier, "disputes").groups
    assert group.title == "Who did it?"
    assert [statement.text for statement in group.statements] == [
        "The Soviet Union: so the record of Albania, “As Tirana told it”.",
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
    (entries,) = section(told, "chronology").groups
    assert [entry.about for entry in entries.statements] == ["eve_1", "eve_2"]


def test_a_denied_act_is_marked_and_not_counted() -> None:
    given = records()
    given["events"][0] = replace(given["events"][0], status="denied", standing="denied")
    told = compose(**given)
    (entries,) = section(told, "chronology").groups
    assert entries.statements[1].label == "denied"
    assert "one act between" in section(told, "relation").groups[0].statements[0].text


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
