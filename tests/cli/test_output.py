"""What is shown on a terminal while something lasts, and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from dragoman.cli.output import waiting


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    with waiting("Writing prov"):
        pass
    assert "Writing prov" in shown.getvalue() and "0:00:00" in shown.getvalue()


def test_off_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting("Writing prov"):
        pass
    assert capsys.readouterr() == ("", "")


def test_what_goes_wrong_meanwhile_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with pytest.raises(OSError, match="full"), waiting("Writing prov"):
        raise OSError("full")
