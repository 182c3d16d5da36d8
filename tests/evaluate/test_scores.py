"""The measures on rows counted by hand, and against the scorers that come with the marked corpora."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate import predict, read_rows, score

Rows = list[dict[str, Any]]


def timex(start: int, end: int, value: str, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "value": value, "type": "DATE", **more}


NARRATIVE = "On 3 May 1955, two days later and again in 1960 the talks went on; now they rest."
DATES: Rows = [
    {
        "id": "a",
        "corpus": "own",
        "text": NARRATIVE,
        "timexes": [
            timex(3, 13, "1955-05-03"),
            timex(5, 8, "1955-05", nested=True),
            timex(15, 29, "1955-05-05"),
            timex(43, 47, "1960"),
            timex(67, 70, "PRESENT_REF"),
            timex(76, 80, ""),
        ],
    },
    {"id": "b", "corpus": "own", "text": "In 1961.", "timexes": [timex(3, 7, "1961")]},
]
DATES_SAID: Rows = [
    {
        "id": "a",
        "timexes": [
            timex(3, 14, "1955-05-03"),  # the comma at its edge does not count: strict, right
            timex(19, 29, "1955-05-06"),  # relaxed, another day
            timex(21, 24, "1955"),  # within another: left out
            timex(43, 47, "1960"),  # strict, right
            timex(67, 70, "1961"),  # strict, but a calendar date where another kind is marked
            timex(76, 80, "1999"),  # what is marked there has no value
        ],
    }
]

SENTENCE = "The talks failed because the envoy left and because of rain ."
CLAIM = {"cause": [[25, 39]], "effect": [[0, 16]], "signal": [[17, 24]]}
REASONS: Rows = [
    {"id": "a", "corpus": "own", "text": SENTENCE, "label": 1, "relations": [CLAIM, {**CLAIM, "cause": [[55, 59]]}]},
    {"id": "b", "corpus": "own", "text": "It rained .", "label": 0, "relations": []},
    {"id": "c", "corpus": "else", "text": "He left for this .", "label": 1, "relations": [
        {"cause": [[12, 16]], "effect": [[0, 7]], "signal": [[8, 11]]}]},
    {"id": "d", "corpus": "else", "text": "He came .", "label": 1, "relations": [
        {"cause": [], "effect": [[0, 7]], "signal": []}]},
]  # fmt: skip
REASONS_SAID: Rows = [
    # The first claim with half of its cause ("envoy left" of "the envoy left"); the second is not found, another is.
    {"id": "a", "label": 1, "relations": [
        {**CLAIM, "cause": [[29, 39]]}, {"cause": [[44, 51]], "effect": [[60, 61]], "signal": []}]},
    {"id": "b", "label": 1, "relations": [{"cause": [[0, 2]], "effect": [[3, 9]], "signal": []}]},
    {"id": "d", "label": 1, "relations": [{"cause": [], "effect": [[0, 7]], "signal": []}]},
]  # fmt: skip


def name(start: int, end: int, kind: str) -> dict[str, Any]:
    return {"start": start, "end": end, "type": kind, "qid": "", "text": ""}


HISTNER: Rows = [
    {"id": "a", "corpus": "own", "date": "1880-01-01", "text": "", "entities": [
        name(0, 5, "pers"), name(10, 15, "pers"), name(20, 25, "loc")]},
    {"id": "b", "corpus": "own", "date": "1880-01-01", "text": "", "entities": [name(0, 9, "time")]},
]  # fmt: skip
HISTNER_SAID: Rows = [
    {"id": "a", "entities": [name(0, 5, "pers"), name(12, 15, "pers"), name(20, 25, "pers"), name(30, 35, "org")]},
    {"id": "b", "entities": []},
]

NAMES: Rows = [
    {"id": "1", "schema": "Person", "group": "own", "name1": "", "name2": "", "match": True},
    {"id": "2", "schema": "Person", "group": "synth_own", "name1": "", "name2": "", "match": True},
    {"id": "3", "schema": "Company", "group": "own", "name1": "", "name2": "", "match": False},
]
NAMES_SAID: Rows = [{"id": "1", "match": True}, {"id": "2", "match": False}, {"id": "3", "match": True}]


def paragraph(id: str, event: str, date: str, accepted: list[str], core: bool = True) -> dict[str, Any]:
    asked = {"text": f"Paragraph {id}.", "country": "Ruritania", "partner": "United States"}
    answers = {"event": event, "date": date, "accepted_dates": accepted}
    return {"id": id, **asked, **answers, "core": core, "multi_date": id == "b"}


DIPLOMACY: Rows = [
    paragraph("a", "recognition", "1921-05-05", ["1921-05-05", "1921-05"]),
    paragraph("b", "relations_severed", "1950/1951", []),
    paragraph("c", "mission_opened", "1922", ["1922"]),
    paragraph("d", "treaty", "1922", ["1922"], core=False),
]
DIPLOMACY_SAID: Rows = [
    {"id": "a", "event": "recognition", "date": "1921-05"},
    {"id": "b", "event": "relations_resumed", "date": "1950-06-01"},
    {"id": "c", "event": "mission_opened", "date": "1923"},
    {"id": "d", "event": "treaty", "date": "1922"},
]


QUOTED = 'Zog said: "We left at once." He denied it, and the envoy wrote that Strelsau fell.'
ATTRIBUTION: Rows = [
    {"id": "a", "corpus": "own", "text": QUOTED, "attributions": [
        {"source": [[0, 3]], "cue": [[4, 8]], "content": [[10, 28]]},
        {"source": [[29, 31]], "cue": [[32, 38]], "content": [[39, 41]]},
        {"source": [], "cue": [[57, 62]], "content": [[63, 82]]},
    ]},
]  # fmt: skip
ATTRIBUTION_SAID: Rows = [
    {"id": "a", "attributions": [
        {"source": [[0, 3]], "cue": [[4, 9]], "content": [[11, 27]]},  # marks at its edges do not count: right
        {"source": [[43, 46]], "cue": [[57, 62]], "content": [[63, 82]]},  # found, but none is its source
        {"source": [[0, 3]], "cue": [], "content": [[29, 31]]},  # shares no word of a content
        {"source": [[0, 3]], "cue": [], "content": []},  # says nothing: left out
    ]},
]  # fmt: skip


def test_attribution() -> None:
    found = score("attribution", ATTRIBUTION, ATTRIBUTION_SAID)
    assert found["found"] == {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667}
    assert found["with content and source"] == {"precision": 0.3333, "recall": 0.3333, "f1": 0.3333}


def test_dates() -> None:
    found = score("dates", DATES, DATES_SAID)
    # Six are marked outside others, five found; all five overlap, four of them strictly, and of the four whose marked
    # one has a value two are valued alike.
    assert found["own, all"] == {
        "marked": 6,
        "found": 5,
        "relaxed precision": 1.0,
        "relaxed recall": 0.8333,
        "relaxed f1": 0.9091,
        "strict precision": 0.8,
        "strict recall": 0.6667,
        "strict f1": 0.7273,
        "value accuracy": 0.5,
        "value f1": 0.4545,
        "strict value f1": 0.4444,
    }
    # Four are marked as calendar dates; the predictions on "now" and on what has no value drop out.
    calendar = found["own, calendar dates"]
    assert (calendar["marked"], calendar["found"]) == (4, 3)
    assert (calendar["relaxed f1"], calendar["strict f1"]) == (0.8571, 0.5714)
    assert (calendar["value accuracy"], calendar["value f1"], calendar["strict value f1"]) == (0.6667, 0.5714, 0.5714)


def test_reasons() -> None:
    found = score("reasons", REASONS, REASONS_SAID)
    assert found["own, sentence"] == {"marked": 1, "precision": 0.5, "recall": 1.0, "f1": 0.6667}
    assert found["own, cause"] == {"marked": 2, "precision": 0.3333, "recall": 0.5, "f1": 0.4}
    assert found["own, relation"] == {"marked": 2, "precision": 0.3333, "recall": 0.5, "f1": 0.4}
    # A claim without a cause is right when none is told either.
    assert found["else, sentence"] == {"marked": 2, "precision": 1.0, "recall": 0.5, "f1": 0.6667}
    assert found["else, relation"] == {"marked": 2, "precision": 1.0, "recall": 0.5, "f1": 0.6667}
    assert found["all corpora, relation"] == {"marked": 4, "precision": 0.5, "recall": 0.5, "f1": 0.5}


def test_old_newspapers() -> None:
    found = score("histner", HISTNER, HISTNER_SAID)
    assert found["own pers, strict"] == {"names": 2, "precision": 0.3333, "recall": 0.5, "f1": 0.4}
    assert found["own pers, fuzzy"] == {"names": 2, "precision": 0.6667, "recall": 1.0, "f1": 0.8}
    assert found["own loc, fuzzy"]["f1"] == 0.0
    # The body is of a type that is not marked in this corpus: it counts neither way.
    assert found["own, fuzzy"] == {"names": 4, "precision": 0.6667, "recall": 0.5, "f1": 0.5714}
    assert not any(key.startswith("own org") for key in found)


def test_names() -> None:
    assert score("names", NAMES, NAMES_SAID) == {
        "all": {"rows": 3, "precision": 0.5, "recall": 0.5, "f1": 0.5},
        "Person": {"rows": 2, "precision": 1.0, "recall": 0.5, "f1": 0.6667},
        "curated": {"rows": 2, "precision": 0.5, "recall": 1.0, "f1": 0.6667},
    }


def test_events_with_and_without_their_actors() -> None:
    france, libya, chad = (
        {"text": text, "code": code} for text, code in (("France", "FRA"), ("Libya", "LBY"), ("Chad", "TCD"))
    )
    gold: Rows = [
        {
            "id": "a",
            "sentence": "-",
            "events": [
                {"source": [france], "target": [libya], "root15": "ACCUSE", "reciprocal": False},
                {"source": [france, chad], "target": [], "root15": "CONSULT", "reciprocal": True},
            ],
        },
        {
            "id": "b",
            "sentence": "-",
            "events": [{"source": [chad], "target": [], "root15": "YIELD", "reciprocal": False}],
        },
    ]
    said: Rows = [
        {
            "id": "a",
            "events": [
                {"root": "ACCUSE", "source": "the government of France", "target": "the government of Chad"},
                {"root": "CONSULT", "source": "Chad", "target": "FRA"},
                {"root": "CONSULT", "source": "FRA", "target": "Chad"},
            ],
        },
        {"id": "b", "events": [{"root": "RETREAT", "source": "Chad", "target": "Libya"}]},
    ]
    scores = score("events", gold, said)
    assert (scores["marked"], scores["predicted"]) == (3, 3)
    assert scores["root"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores["root+source"]["recall"] == 1.0
    assert scores["root+target"]["recall"] == scores["root+both"]["recall"] == 0.6667


def test_formal_acts() -> None:
    found = score("diplomacy", DIPLOMACY, DIPLOMACY_SAID)
    assert found["core"] == {"rows": 3, "date": 0.667, "event": 0.667, "both": 0.333}
    assert found["multi_date"] == {"rows": 1, "date": 1.0, "event": 0.0, "both": 0.0}
    assert found["breaks"] == found["multi_date"]


@pytest.mark.parametrize(
    ("task", "gold"),
    [
        ("dates", DATES),
        ("reasons", REASONS),
        ("attribution", ATTRIBUTION),
        ("histner", HISTNER),
        ("names", NAMES),
        ("diplomacy", DIPLOMACY),
    ],
)
def test_rows_without_answers_give_no_scores(task: str, gold: Rows) -> None:
    answers = {"timexes", "attributions", "label", "relations", "entities", "match", "event", "date"}
    bare = [{key: value for key, value in row.items() if key not in answers} for row in gold]
    assert score(task, bare, []) == {}
    assert score(task, gold, []) != {}


def test_rows_without_answers_among_others_do_not_count() -> None:
    beside = {"id": "4", "schema": "Person", "name1": "", "name2": ""}
    assert score("names", [*NAMES, beside], [*NAMES_SAID, {"id": "4", "match": True}]) == score(
        "names", NAMES, NAMES_SAID
    )


# Against the scorers of the corpora


def run(shared: Path, script: str, *words: str | Path) -> str:
    path = shared / "data" / "eval" / script
    if not path.is_file():
        pytest.skip(f"{script} is not here")
    return subprocess.run([sys.executable, path, *words], check=True, capture_output=True, text=True).stdout


def put(folder: Path, gold: Rows, said: Rows) -> tuple[Path, Path]:
    paths = folder / "gold.jsonl", folder / "said.jsonl"
    for path, rows in zip(paths, (gold, said), strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return paths


def marked(shared: Path, file: str, own: Rows, said: Rows) -> list[tuple[Rows, Rows]]:
    """Our own rows, and the first of the corpus with what this version says of them."""
    path = shared / "data" / file
    task = {"timex": "dates", "causa": "reasons", "histn": "histner", "names": "names", "rdcr_": "diplomacy"}
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    rows = list(islice(read_rows(path), 400))
    return [(own, said), (rows, list(predict(task[path.name[:5]], rows)))]


@pytest.mark.corpus
def test_dates_as_the_scorer_counts_them(shared: Path, tmp_path: Path) -> None:
    for gold, said in marked(shared, "eval/timex_dev.jsonl", DATES, DATES_SAID):
        theirs = json.loads(run(shared, "score_timex.py", *put(tmp_path, gold, said), "--json"))
        ours = score("dates", gold, said)
        for corpus, views in theirs.items():
            for view, name in (("all", "all"), ("dates_only", "calendar dates")):
                found, expected = ours[f"{corpus}, {name}"], views[view]
                for how in ("relaxed", "strict"):
                    assert [found[f"{how} {figure}"] for figure in ("precision", "recall", "f1")] == expected[how]
                assert found["value accuracy"] == expected["value_acc"]
                assert found["value f1"] == expected["value_f1"]
                assert found["strict value f1"] == expected["strict_value_f1"]


@pytest.mark.corpus
def test_reasons_as_the_scorer_counts_them(shared: Path, tmp_path: Path) -> None:
    for gold, said in marked(shared, "eval/causal_dev.jsonl", REASONS, REASONS_SAID):
        theirs = json.loads(run(shared, "score_causal.py", *put(tmp_path, gold, said), "--json"))
        ours = score("reasons", gold, said)
        for corpus, expected in theirs.items():
            name = "all corpora" if corpus == "ALL" else corpus
            ends = expected["endtoend"]
            for what, counted in (
                ("sentence", [expected["sentence"][letter] for letter in "PRF"]),
                ("cause", ends["relaxed_cause"]),
                ("effect", ends["relaxed_effect"]),
                ("relation", ends["relation"]),
            ):
                found = ours[f"{name}, {what}"]
                assert [found[figure] for figure in ("precision", "recall", "f1")] == counted, (name, what)


@pytest.mark.corpus
def test_attribution_as_the_scorer_counts_it(shared: Path, tmp_path: Path) -> None:
    path = shared / "data" / "eval" / "attribution_dev.jsonl"
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    rows = list(islice(read_rows(path), 8))
    # The marked ones with every third left out and some sources a little beside.
    said = [
        {"id": row["id"], "attributions": [
            {**one, "source": [[start + 4, end + 4] for start, end in one["source"]]} if number % 2 else one
            for number, one in enumerate(row["attributions"]) if number % 3
        ]}
        for row in rows
    ]  # fmt: skip
    for gold, told in ((ATTRIBUTION, ATTRIBUTION_SAID), (rows, said)):
        (theirs,) = json.loads(run(shared, "score_attribution.py", *put(tmp_path, gold, told), "--json")).values()
        ours = score("attribution", gold, told)
        assert printed(ours["found"]) == theirs["detection"]
        assert printed(ours["with content and source"]) == theirs["relation"]


def printed(figures: dict[str, float]) -> list[float]:
    return [figures[name] for name in ("precision", "recall", "f1")]


def read_figures(words: str) -> list[float]:
    found = words.split()
    return [float(found[found.index(name) + 1]) for name in ("P", "R", "F1")]


@pytest.mark.corpus
def test_old_newspapers_as_the_scorer_counts_them(shared: Path, tmp_path: Path) -> None:
    for gold, said in marked(shared, "eval/histner_dev.jsonl", HISTNER, HISTNER_SAID):
        lines = run(shared, "score_extra.py", "histner", *put(tmp_path, gold, said)).splitlines()
        ours = score("histner", gold, said)
        corpus, compared = "", 0
        for line in lines:
            head, _, rest = line.partition(" strict ")
            corpus = corpus if line.startswith(" ") else head
            name = f"{corpus} {head.split()[0]}" if line.startswith(" ") else corpus
            strict, fuzzy = rest.split("|")[:2]
            for how, words in (("strict", strict), ("fuzzy", fuzzy)):
                assert printed(ours[f"{name}, {how}"]) == pytest.approx(read_figures(words), abs=0.00056), line
                compared += 1
        assert compared == len(ours)


@pytest.mark.corpus
def test_names_as_the_scorer_counts_them(shared: Path, tmp_path: Path) -> None:
    for gold, said in marked(shared, "eval/names_dev.jsonl", NAMES, NAMES_SAID):
        ours = score("names", gold, said)
        lines = run(shared, "score_extra.py", "names", *put(tmp_path, gold, said)).splitlines()
        assert [line.split()[1] for line in lines] == list(ours)
        for line, found in zip(lines, ours.values(), strict=True):
            assert printed(found) == pytest.approx(read_figures(line), abs=0.00056), line


@pytest.mark.corpus
def test_formal_acts_as_the_scorer_counts_them(shared: Path, tmp_path: Path) -> None:
    for gold, said in marked(shared, "rdcr/rdcr_events.jsonl", DIPLOMACY, DIPLOMACY_SAID):
        theirs = json.loads(run(shared, "score_diplomacy.py", *put(tmp_path, gold, said)))
        ours = score("diplomacy", gold, said)
        assert {name: ours[name] for name in theirs} == theirs
