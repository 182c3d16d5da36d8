"""PROV, Web Annotation, TEI and REFI-QDA, each held against its schema or read back by its library."""

from __future__ import annotations

import importlib.util
import json
import re
import zipfile
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from prov.model import ProvDocument
from pyrefiqda.refiproject import RefiProject
from tests.export.conftest import WHO

from dragoman.export.xml import legal
from dragoman.workbench import Workbench

HERE = Path(__file__).parent
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_prov_reads_back_and_leads_from_every_act_to_a_document(project: Workbench, tmp_path: Path) -> None:
    project.export("prov", tmp_path / "all.prov.json")
    text = (tmp_path / "all.prov.json").read_text(encoding="utf-8")
    read = ProvDocument.deserialize(content=text, format="json")
    told = json.loads(text)
    again = json.loads(read.serialize(format="json"))
    assert {kind: len(held) for kind, held in again.items()} == {kind: len(held) for kind, held in told.items()}
    assert again["entity"] == told["entity"] and again["activity"] == told["activity"]
    derived = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in told["wasDerivedFrom"].values()}
    for event in project.events():
        for id in event.account_ids:
            assert (f"rec:{event.id}", f"rec:{id}") in derived
    for account in project.accounts():
        assert (f"rec:{account.id}", f"rec:{account.document_id}") in derived
        assert told["entity"][f"rec:{account.id}"]["prov:value"] == account.evidence.quote
    people = {id for id, one in told["agent"].items() if one["prov:label"] == WHO}
    judged = {f"rec:{one.judgement.id}" for one in project.judgements()}
    assert {one["prov:activity"] for one in told["wasAssociatedWith"].values() if one["prov:agent"] in people} == judged


def test_prov_fits_the_schema_of_its_submission(project: Workbench, tmp_path: Path) -> None:
    found = importlib.util.find_spec("prov")
    assert found is not None and found.origin is not None
    schema = Path(found.origin).parent / "tests" / "schemas" / "prov-json.schema.json"
    if not schema.is_file():
        pytest.skip("this release of prov brings no schema")
    project.export("prov", tmp_path / "all.json")
    rules = json.loads(schema.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((tmp_path / "all.json").read_text(encoding="utf-8")), rules)


def test_annotations_fit_the_model_and_find_their_words(project: Workbench, tmp_path: Path) -> None:
    project.export("annotations", tmp_path / "all.jsonld")
    told = json.loads((tmp_path / "all.jsonld").read_text(encoding="utf-8"))
    schema = json.loads((HERE / "web_annotation.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, schema)
    texts = {f"urn:dragoman:record:{one.id}": one.text for one in project.documents()}
    items = told["first"]["items"]
    assert told["total"] == len(items) == len(project.accounts()) + len(project.reasons()) + 2
    for item in items:
        if isinstance(item["target"], str):
            assert item["motivation"] == "assessing" and item["creator"] == {"type": "Person", "name": WHO}
            continue
        text = texts[item["target"]["source"]["id"]]
        quote, place = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])


def test_the_schema_of_annotations_refuses_what_the_model_forbids(project: Workbench, tmp_path: Path) -> None:
    project.export("annotations", tmp_path / "all.jsonld")
    told = json.loads((tmp_path / "all.jsonld").read_text(encoding="utf-8"))
    schema = json.loads((HERE / "web_annotation.schema.json").read_text(encoding="utf-8"))
    del told["first"]["items"][0]["target"]
    with pytest.raises(jsonschema.ValidationError, match="target"):
        jsonschema.validate(told, schema)


def test_tei_fits_its_schema_and_its_pointers_find_their_words(project: Workbench, tmp_path: Path) -> None:
    project.export("tei", tmp_path / "all.tei.xml")
    root = etree.parse(tmp_path / "all.tei.xml").getroot()
    rules = etree.RelaxNG(etree.parse(HERE / "tei_subset.rng"))
    assert rules.validate(root), rules.error_log
    texts = {one.get(ID): one.text or "" for one in root.iter(f"{TEI}ab")}
    documents = {f"text_{one.id}": legal(one.text) for one in project.documents()}
    assert texts == documents
    assert all(len(legal(one.text)) == len(one.text) for one in project.documents())
    spans = [one for one in root.iter(f"{TEI}span") if one.get(ID)]
    assert {one.get(ID) for one in spans} >= {account.id for account in project.accounts()}
    for span in spans:
        found = re.fullmatch(r"#string-range\((\w+),(\d+),(\d+)\)", str(span.get("target")))
        assert found
        start = int(found[2])
        assert texts[found[1]][start : start + int(found[3])] == span.text
    ids = [one.get(ID) for one in root.iter() if one.get(ID)]
    assert len(ids) == len(set(ids))
    pointed = {word for one in root.iter() for key in ("corresp", "ana", "resp") for word in one.get(key, "").split()}
    pointed |= {word for one in root.iter(f"{TEI}ptr") for word in one.get("target", "").split()}
    assert {word.removeprefix("#") for word in pointed} <= set(ids)


def test_qdpx_is_read_back_by_its_library(project: Workbench, tmp_path: Path) -> None:
    project.export("qdpx", tmp_path / "all.qdpx")
    read = RefiProject.load(tmp_path / "all.qdpx", extract_dir=str(tmp_path / "read"))
    accounts = {(one.document_id, one.evidence.start, one.evidence.end) for one in project.accounts()}
    names = {document.id: document for document in project.documents()}
    codes = {one.guid for top in read.code_book.codes.code for one in (top, *top.code)}
    users = {one.guid: one.name for one in read.users.user}
    found = set()
    for source in read.sources.text_source:
        path = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "read")
        text = path.read_bytes().decode("utf-8")
        document = next(one for one in names.values() if one.text == text and one.title == source.name)
        for one in source.plain_text_selection:
            found.add((document.id, one.start_position, one.end_position))
            assert all(coding.code_ref.target_guid in codes for coding in one.coding)
            assert one.creating_user in users and GUID.fullmatch(one.guid)
    assert found >= accounts
    assert len(read.cases.case) == len(project.events())
    assert {users[note.creating_user] for note in read.notes.note} == {WHO}
    assert str(read.notes.note[0].creation_date_time).startswith("2026-01-02T10:00:00")


def test_the_xml_of_qdpx_holds_no_bare_markup(project: Workbench, tmp_path: Path) -> None:
    project.export("qdpx", tmp_path / "all.qdpx")
    with zipfile.ZipFile(tmp_path / "all.qdpx") as archive:
        xml = archive.read("project.qde")
    assert b"<script" not in xml
    etree.fromstring(xml)
