"""Whole runs in processes of their own: killed, repeated under another hash seed, in another order."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from dragoman.errors import StoreError
from dragoman.store import Reader

TEXT = (
    "A made note\n\nIn {year} Albania accused the Soviet Union. In {year} the Soviet Union granted Albania a loan."
    " Enver Hoxha visited Belgrade on 4 May {year}. Yugoslavia protested to Albania because Albania had insulted its"
    " minister.\n\n"
)

SHOW = """
import sys
from pathlib import Path
from click.testing import CliRunner
from dragoman.cli import main

folder, *paths = sys.argv[1:]
runner = CliRunner()
for command in (["init", folder], ["add", *paths, "-p", folder], ["run", "--json", "-p", folder],
                ["documents", "--json", "-p", folder], ["accounts", "--json", "-p", folder],
                ["events", "--json", "-p", folder], ["check", "--json", "-p", folder],
                ["names", "--json", "-p", folder], ["relation", "ALB", "SUN", "--json", "-p", folder]):
    result = runner.invoke(main, command)
    assert result.exit_code == 0, result.output
    if command[0] not in ("init", "add"):
        sys.stdout.write(result.stdout)
"""


def write_texts(folder: Path, number: int, length: int) -> list[Path]:
    paths = []
    for place in range(number):
        path = folder / f"{place:02}.txt"
        path.write_text(
            "".join(TEXT.format(year=1948 + (place + step) % 14) for step in range(length)), encoding="utf-8"
        )
        paths.append(path)
    return paths


def run(*arguments: object, seed: str = "0") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=True, env=environment
    )


def test_same_bytes_under_two_hash_seeds_and_two_input_orders(tmp_path: Path) -> None:
    paths = write_texts(tmp_path, 4, 3)
    script = tmp_path / "show.py"
    script.write_text(SHOW, encoding="utf-8")
    one = run(script, tmp_path / "one", *paths, seed="1")
    two = run(script, tmp_path / "two", *reversed(paths), seed="2")
    assert one.stdout == two.stdout
    assert len(json.loads(one.stdout.split("\n}\n", 1)[0] + "}")["outputs"]) == 9


def test_a_killed_run_leaves_a_file_that_opens_and_goes_on(tmp_path: Path) -> None:
    paths = write_texts(tmp_path, 24, 6)
    for name in ("whole", "killed"):
        run("-m", "dragoman.cli", "init", tmp_path / name)
        run("-m", "dragoman.cli", "add", *paths, "-p", tmp_path / name)
    whole = json.loads(run("-m", "dragoman.cli", "run", "--json", "-p", tmp_path / "whole").stdout)

    database = tmp_path / "killed" / "dragoman.db"
    command = [sys.executable, "-m", "dragoman.cli", "run", "-p", str(tmp_path / "killed")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until_coded(database, 2)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL

    with Reader(database) as reader:
        finished = len(reader.stage_outputs("code"))
        assert 2 <= finished < 24
        assert [one.finished for one in reader.runs()] == [False]
    again = json.loads(run("-m", "dragoman.cli", "run", "--json", "-p", tmp_path / "killed").stdout)
    assert again == whole
    run("-m", "dragoman.cli", "verify", "-p", tmp_path / "killed")


def test_an_interrupted_run_says_so_and_can_be_resumed(tmp_path: Path) -> None:
    paths = write_texts(tmp_path, 24, 6)
    run("-m", "dragoman.cli", "init", tmp_path / "p")
    run("-m", "dragoman.cli", "add", *paths, "-p", tmp_path / "p")
    command = [sys.executable, "-m", "dragoman.cli", "run", "--workers", "2", "-p", str(tmp_path / "p")]
    # A shell's background jobs ignore interrupts, and so do those they start: these tests may be one.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    wait_until_coded(tmp_path / "p" / "dragoman.db", 1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, "Interrupted" in errors) == (130, True), errors
    run("-m", "dragoman.cli", "run", "-p", tmp_path / "p")


def wait_until_coded(database: Path, number: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with Reader(database) as reader:
                if len(reader.stage_outputs("code")) >= number:
                    return
        except StoreError:
            pass
        time.sleep(0.02)
    raise AssertionError("nothing was coded within a minute")
