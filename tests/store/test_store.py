"""The database: what is written comes back, and what must not be written is refused."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from tests.records import a_document, a_passage, a_source, an_account, elsewhere

from dragoman.errors import EvidenceError, StoreError
from dragoman.model import Conflict, Event, Finding, Magnitude, Position, Reason, Skipped
from dragoman.relations.dyads import dyads_of, events_of
from dragoman.store import SCHEMA_VERSION, Reader, Run, StageOutput, Writer
from dragoman.store.schema import APPLICATION_ID, MIGRATIONS

RUN = Run(
    id="run_1",
    config_digest="c",
    inputs=(("0" * 64, "made.txt"),),
    versions={"dragoman": "0"},
    judgements_digest="j",
    outputs={"code": (1, "d")},
    finished=True,
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one run and one document in it."""
    path = tmp_path / "dragoman.db"
    document = a_document()
    with Writer(path) as writer, writer.transaction():
        writer.put_run(RUN)
        writer.put_input("f" * 64, [a_source()], [(document, "1961", [a_passage(document)])], [])
    return path


def test_records_come_back_as_they_were(database: Path) -> None:
    document = a_document()
    account = an_account(
        document,
        contexts=("diplomatic",),
        magnitudes=(Magnitude(value=8.0, unit="submarines", text="eight"),),
        cited="X",
    )
    event = Event(
        id="evt_1",
        account_ids=(account.id,),
        event_type="SUPPORT",
        mode="",
        actors=("ALB",),
        recipients=("SUN",),
        date="1957",
        place="",
        score=2.5,
        status="asserted",
        standing="single-source",
    )
    conflict = Conflict(event_id="evt_1", field="date", positions=(Position(value="1957", account_ids=(account.id,)),))
    reason = Reason(
        id="rsn_1",
        document_id=document.id,
        explains=account.id,
        cause=account.evidence,
        effect=account.evidence,
        evidence=account.evidence,
        cue="because",
        themes=("ideology",),
        kind="stated",
        speaker="the Albanians",
        speaker_state="ALB",
        parties=("ALB", "SUN"),
        cited="",
        polarity="promotes",
        confidence=0.5,
    )
    finding = Finding(
        id="fnd_1",
        document_id=document.id,
        rule="old-citation",
        severity="warning",
        why="made",
        evidence=account.evidence,
    )
    output = StageOutput(
        stage="code",
        about=document.id,
        input_digest="i",
        config_digest="c",
        version="v",
        count=1,
        output_digest="o",
    )
    with Writer(database) as writer, writer.transaction():
        writer.put_accounts(document, [account], "run_1")
        writer.put_reasons(document, [reason], "run_1")
        writer.put_findings(document, [finding], "run_1")
        writer.put_events([event], [conflict], "run_1")
        writer.put_spoken(document, [("1957", ("ALB", "SUN"))], "run_1")
        writer.put_output(output, "run_1")
    with Reader(database) as reader:
        assert reader.sources() == (a_source(),)
        assert tuple(reader.documents()) == (document,)
        assert reader.written_found() == {document.id: "1961"}
        assert reader.passages(document.id) == (a_passage(document),)
        assert reader.accounts() == reader.accounts(event_id="evt_1") == (account,)
        assert reader.events() == (event,)
        assert reader.conflicts() == (conflict,)
        assert reader.reasons() == (replace(reason, explains="evt_1"),)
        assert reader.findings() == (finding,)
        assert tuple(reader.spoken()) == ((document.id, "1957", ("ALB", "SUN")),)
        assert reader.stage_outputs("code") == {("code", document.id): output}
        assert reader.run("run_1") == RUN
        assert reader.run_of("accounts", account.id) == "run_1"
        assert reader.event_of(account.id) == "evt_1"


def test_events_are_found_by_states_dates_and_type(database: Path) -> None:
    def event(number: int, date: str | None, actor: str, recipient: str) -> Event:
        return Event(
            id=f"evt_{number}",
            account_ids=(),
            event_type="AID" if number == 2 else "CONSULT",
            mode="",
            actors=(actor,),
            recipients=(recipient,),
            date=date,
            place="",
            score=0.0,
            status="asserted",
            standing="uncontested",
        )

    events = [
        event(0, "1955", "SUN", "YUG"),
        event(1, "1961-12-03", "SUN", "ALB"),
        event(2, "1957", "SUN", "ALB"),
        event(3, None, "ALB", "SUN"),
        event(4, "1960/1961", "ALB", "SUN"),
    ]
    with Writer(database) as writer, writer.transaction():
        writer.put_events(events, [], "run_1")
    with Reader(database) as reader:
        assert [one.id for one in reader.events()] == ["evt_0", "evt_2", "evt_4", "evt_1", "evt_3"]
        assert [one.id for one in reader.events(between=("ALB", "SUN"))] == ["evt_2", "evt_4", "evt_1", "evt_3"]
        assert [one.id for one in reader.events(state="YUG")] == ["evt_0"]
        assert [one.id for one in reader.events(since="1961-06-01", until="1961-12-31")] == ["evt_4", "evt_1"]
        assert [one.id for one in reader.events(event_type="AID")] == ["evt_2"]
        assert reader.event("evt_9") is None


def test_pairs_are_counted_as_the_relation_counts_them(database: Path) -> None:
    def event(number: int, actors: tuple[str, ...], recipients: tuple[str, ...]) -> Event:
        return Event(
            id=f"evt_{number}", account_ids=(), event_type="CONSULT", mode="", actors=actors, recipients=recipients,
            date="1961", place="", score=0.0, status="asserted", standing="uncontested",
        )  # fmt: skip

    events = [
        event(0, ("SUN",), ("ALB",)),
        event(1, ("SUN", "ALB"), ("YUG",)),
        event(2, ("CHN",), ("ALB", "SUN")),
        event(3, ("SUN", "ALB"), ()),
        event(4, (), ("ALB", "SUN")),
        event(5, ("ALB",), ("ALB", "SUN")),
        event(6, ("ALB",), ("ALB",)),
    ]
    with Writer(database) as writer, writer.transaction():
        writer.put_events(events, [], "run_1")
    with Reader(database) as reader:
        counted = reader.dyad_counts(limit=10)
    dyads = sorted({dyad for one in events for dyad in dyads_of(one)}, key=lambda dyad: (dyad.a, dyad.b))
    assert sorted(counted) == [(dyad.a, dyad.b, len(events_of(dyad, events))) for dyad in dyads]
    assert counted[0] == ("ALB", "SUN", 4)


def test_a_quote_that_is_not_in_the_text_cannot_be_stored(database: Path) -> None:
    document = a_document()
    good = an_account(document)
    bad = an_account(document, evidence=elsewhere(document))
    with Writer(database) as writer:
        with pytest.raises(EvidenceError, match="the text reads"), writer.transaction():
            writer.put_accounts(document, [good, bad], "run_1")
        with pytest.raises(EvidenceError), writer.transaction():
            writer.put_accounts(document, [replace(good, sentence=elsewhere(document))], "run_1")
        with pytest.raises(EvidenceError, match="not the document"), writer.transaction():
            writer.put_accounts(document, [replace(good, document_id="doc_other")], "run_1")
    with Reader(database) as reader:
        assert reader.accounts() == ()


def test_search_finds_words_of_passages_and_forgets_those_of_dropped_inputs(database: Path) -> None:
    document = a_document()
    with Reader(database) as reader:
        assert [one.id for one in reader.search("albania accused")] == [a_passage(document).id]
        assert reader.search('"') == () == reader.search("   ") == reader.search("Yugoslavia")
    with Writer(database) as writer, writer.transaction():
        writer.put_input("f" * 64, [a_source()], [(document, None, [a_passage(document)])], [])
        writer.keep_inputs([])
    with Reader(database) as reader:
        assert reader.search("albania") == ()
        assert tuple(reader.documents()) == () == reader.sources()


def test_skipped_rows_are_kept(database: Path) -> None:
    item = Skipped(path="a.txt", why="empty", place="")
    with Writer(database) as writer, writer.transaction():
        writer.put_input("e" * 64, [], [], [item])
    with Reader(database) as reader:
        assert reader.skipped() == (item,)


def test_a_database_from_a_newer_version_is_refused_naming_both(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 7}")
    connection.close()
    for opened in (Reader, Writer):
        with pytest.raises(StoreError) as caught:
            opened(database)
        assert str(SCHEMA_VERSION + 7) in str(caught.value)
        assert f"up to {SCHEMA_VERSION}" in str(caught.value)


def test_a_database_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    with sqlite3.connect(older) as connection:
        for number, script in MIGRATIONS[:3]:
            connection.executescript(script)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    with pytest.raises(StoreError, match="older version"):
        Reader(older)
    with Writer(older):
        pass
    with Reader(older) as reader:
        assert reader.persons() == ()
        assert list(reader.names()) == []


def test_another_program_s_database_and_damage_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        Writer(other)
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match="damaged, or no database"):
        Reader(broken)
    with pytest.raises(StoreError, match="no database yet"):
        Reader(tmp_path / "none.db")


def test_a_full_disk_writes_nothing_of_the_step(database: Path) -> None:
    document = a_document()
    accounts = [an_account(document, place="x" * 5000 + str(number)) for number in range(200)]
    with Writer(database) as writer:
        with writer.transaction():
            writer.put_accounts(document, accounts[:1], "run_1")
        pages = writer.connection.execute("PRAGMA page_count").fetchone()[0]
        writer.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match="the disk is full"), writer.transaction():
            writer.put_accounts(document, accounts, "run_1")
    with Reader(database) as reader:
        assert [one.id for one in reader.accounts()] == [accounts[0].id]
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_two_writers_at_once_are_refused_and_the_lock_is_freed(database: Path) -> None:
    with Writer(database), pytest.raises(StoreError, match="another run is writing"):
        Writer(database)
    Writer(database).close()


def test_a_reader_sees_the_last_finished_step_while_a_writer_is_at_work(database: Path) -> None:
    document = a_document()
    with Writer(database) as writer, writer.transaction():
        writer.put_accounts(document, [an_account(document)], "run_1")
        with Reader(database) as reader:
            assert reader.accounts() == ()
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                reader._connection.execute("DELETE FROM documents")


def test_one_file_is_left_and_opens_in_a_folder_that_cannot_be_written(database: Path) -> None:
    assert sorted(path.name for path in database.parent.iterdir()) == ["dragoman.db", "dragoman.db.lock"]
    database.chmod(0o444)
    database.parent.chmod(0o555)
    try:
        with Reader(database) as reader:
            assert len(reader.document_ids()) == 1
    finally:
        database.parent.chmod(0o755)


def test_tables_are_strict(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        tables = connection.execute("PRAGMA table_list").fetchall()
    connection.close()
    ours = [row for row in tables if row[2] == "table" and not row[1].startswith(("sqlite_", "passages_fts"))]
    assert len(ours) > 10
    assert all(row[5] == 1 for row in ours)
