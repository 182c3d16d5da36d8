"""Whose "we" and whose names: bare texts of several sides, described by one bibliography."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.config import Config
from dragoman.model import Source
from dragoman.workbench import Workbench, create
from dragoman.worker import Settings, Worker

CHARGE = "In May the Soviet Union broke off relations with China.\n"
OURS = "The Soviet Union has accused us, and my country has rejected its demands.\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    folder = tmp_path_factory.mktemp("sides")
    create(folder)
    sides = {"taipei": "TWN", "peking": "CHN", "tirana": "ALB"}
    for name in sides:
        (folder / f"{name}.txt").write_text(f"{OURS if name == 'tirana' else CHARGE}\n{name}.\n", encoding="utf-8")
    entries = [
        {"id": name, "type": "speech", "title": name, "issued": {"date-parts": [[1955]]}, "note": f"standpoint: {side}"}
        for name, side in sides.items()
    ]
    (folder / "speeches.json").write_text(json.dumps(entries), encoding="utf-8")
    workbench = Workbench(folder)
    workbench.add(*(folder / f"{name}.txt" for name in sides), bibliography=(folder / "speeches.json",))
    workbench.run(workers=1)
    return workbench


def told(workbench: Workbench, name: str) -> set[tuple[str, str]]:
    ids = {Path(document.path).stem: document.id for document in workbench.documents()}
    return {
        (actor.state, recipient.state)
        for account in workbench.accounts()
        if account.document_id == ids[name]
        for actor in account.actors
        for recipient in account.recipients
    }


def test_china_is_whose_record_it_is(project: Workbench) -> None:
    assert ("SUN", "TWN") in told(project, "taipei")
    assert ("SUN", "CHN") in told(project, "peking")


def test_we_and_my_country_are_the_speakers(project: Workbench) -> None:
    assert {("SUN", "ALB"), ("ALB", "SUN")} <= told(project, "tirana")


def test_a_side_is_known_once() -> None:
    worker = Worker(Settings(config=Config()))
    first, second = (Source(id=name, csl={}, standpoint="TWN") for name in ("a", "b"))
    assert worker.known_to(first) is worker.known_to(second) is not worker.known
    assert worker.known_to(Source(id="c", csl={}, standpoint="ALB")) is worker.known
