"""The command that measures a part of Dragoman on marked rows."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dragoman.cli.options import json_option
from dragoman.cli.output import print_json


@click.command()
@click.argument("task")
@click.argument("gold", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--predictions", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where to write them (JSONL)."
)
@json_option
def evaluate(task: str, gold: Path, *, predictions: Path, as_json: bool) -> None:
    """Predict the rows of GOLD (JSON Lines) for TASK, one prediction a line, and score them where GOLD holds answers.

    TASK is kinds, quads, events, dates, reasons, attribution, names, diplomacy or histner. The answers in GOLD are
    taken out before anything is predicted.
    """
    from dragoman import evaluate as measuring
    from dragoman.cli.code import writing

    rows = list(measuring.read_rows(gold))
    made = []
    with writing(predictions) as file:
        for prediction in measuring.predict(task, rows):
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")
            made.append(prediction)
    scores = measuring.score(task, rows, made)
    if as_json:
        print_json({"task": task, "rows": len(rows), "predictions": str(predictions), "scores": scores})
        return
    click.echo(f"{task}: {len(made)} predictions for {len(rows)} rows, in {predictions}")
    for name, value in scores.items():
        shown = ", ".join(f"{key} {figure}" for key, figure in value.items()) if isinstance(value, dict) else value
        click.echo(f"  {name}: {shown}")
