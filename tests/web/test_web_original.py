"""The pages of a document's file as pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.example import copy_example
from tests.sources.made_pdf import make_pdf
from tests.web.conftest import Connect, TestClient

import dragoman
from dragoman.inputs import Inputs, sha256_of

LINES = (
    "In June 1960 the Albanian delegation left Bucharest before the vote.",
    "On 3 December 1961 the Soviet Union broke off diplomatic relations with Albania.",
)


@pytest.fixture(scope="module")
def printed(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example and a printed paper of three pages, the second of them empty."""
    folder = copy_example(example, tmp_path_factory.mktemp("printed") / "project")
    paper = folder.parent / "paper.pdf"
    pages = [[(72, 700, 12, LINES[0])], [], [(72, 700, 12, LINES[1])]]
    paper.write_bytes(make_pdf(pages, labels="0 << /S /D /St 41 >>"))
    workbench = dragoman.open(folder)
    workbench.add(paper)
    workbench.run(workers=1)
    return folder


@pytest.fixture(scope="module")
def client(printed: Path, connect: Connect) -> TestClient:
    return connect(printed)


def document_of(folder: Path, ending: str) -> str:
    with dragoman.open(folder).reader() as reader:
        return next(one.id for one in reader.documents() if one.path.endswith(ending))


def test_the_reader_leads_from_a_place_to_the_page_that_it_stands_on(printed: Path, client: TestClient) -> None:
    paper = document_of(printed, ".pdf")
    read = client.get(f"/documents/{paper}.json").json()
    assert read["has_original"]
    start = next(one["start"] for one in read["blocks"] if LINES[1] in "".join(s["text"] for s in one["segments"]))
    assert f'href="/documents/{paper}/original?at={start}"' in client.get(f"/documents/{paper}").text
    shown = client.get(f"/documents/{paper}/original.json?at={start}").json()
    # The second page holds no words, so the second locator is that of the third page.
    assert (shown["number"], shown["pages"], shown["locator"], shown["sure"]) == (3, 3, "p. 43", True)
    assert (shown["earlier"], shown["later"]) == (2, None)
    assert client.get(f"/documents/{paper}/original.json").json()["number"] == 1
    page = client.get(f"/documents/{paper}/original?number=2").text
    assert f'src="/documents/{paper}/pages/2.png"' in page and "was guessed" not in page


def test_a_picture_is_sent_once(printed: Path, client: TestClient) -> None:
    address = f"/documents/{document_of(printed, '.pdf')}/pages/1.png"
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert client.get(address, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    other = client.get(address.replace("1.png", "3.png"))
    assert other.headers["etag"] != answer.headers["etag"] and other.content != answer.content


@pytest.mark.parametrize("page", ["0", "4", "99999999", "-1", "1.5", "x", "..%2F..%2Fdragoman", "%2Fetc%2Fpasswd"])
def test_there_is_no_other_picture(printed: Path, client: TestClient, page: str) -> None:
    answer = client.get(f"/documents/{document_of(printed, '.pdf')}/pages/{page}.png")
    assert answer.status_code in (404, 422) and not answer.content.startswith(b"\x89PNG")
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("name", ["..%2F..%2Fpaper", "%2Fetc%2Fpasswd", "doc_none", "..", "paper.pdf"])
def test_a_document_is_looked_up_and_never_a_file(client: TestClient, name: str) -> None:
    for rest in ("pages/1.png", "original", "original.json"):
        assert client.get(f"/documents/{name}/{rest}").status_code == 404


def test_what_is_no_pdf_has_no_pages(printed: Path, client: TestClient) -> None:
    text = document_of(printed, "tirana.md")
    assert not client.get(f"/documents/{text}.json").json()["has_original"]
    assert "/original" not in client.get(f"/documents/{text}").text
    told = client.get(f"/documents/{text}/original.json")
    assert told.status_code == 404 and "tirana.md is no PDF" in told.json()["error"]


def test_a_stranger_sees_no_page(printed: Path, connect: Connect) -> None:
    stranger = connect(printed, let_in=False)
    assert stranger.get(f"/documents/{document_of(printed, '.pdf')}/pages/1.png").status_code == 403


def test_a_lost_copy_is_told_of(printed: Path, connect: Connect, tmp_path: Path) -> None:
    folder = copy_example(printed, tmp_path / "project")
    paper = document_of(folder, ".pdf")
    next((folder / "sources").glob("*.pdf")).unlink()
    answer = connect(folder).get(f"/documents/{paper}/pages/1.png")
    assert answer.status_code == 404 and "paper.pdf" in answer.text


def test_a_file_is_found_by_its_content_alone(printed: Path) -> None:
    inputs = Inputs(printed / "sources")
    (copy,) = (printed / "sources").glob("*.pdf")
    found = inputs.of(sha256_of(copy))
    assert found is not None and (found.path, found.given.rpartition("/")[2]) == (copy, "paper.pdf")
    assert inputs.of("0" * 64) is None
