"""A text layer for scanned pages, by the external program ``ocrmypdf``, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dragoman.model.record import Skipped

PROGRAM = "ocrmypdf"
HOW_TO_READ_SCANS = "To read scans, install Tesseract and OCRmyPDF (`pip install 'dragoman[ocr]'`), then add it again"
SECONDS = 4 * 3600
"""After this time the program is stopped: 500 pages take about an hour on one core."""


def can_read_scans() -> bool:
    """Whether the program that reads scans is installed."""
    return shutil.which(PROGRAM) is not None


@contextmanager
def with_text_layer(
    path: Path, *, given: str, is_needed: Callable[[Path, str], bool]
) -> Iterator[tuple[Path, Sequence[Skipped]]]:
    """A file whose scanned pages have a text layer where that can be had, and remarks on how it went.

    ``is_needed`` says whether a file has scanned pages; it is asked only when the program is there. Pages that have a
    text layer are left as they are. The file made is deleted afterwards.
    """
    program = shutil.which(PROGRAM)
    if program is None or not is_needed(path, given):
        yield path, ()
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-ocr-") as folder:
        made = Path(folder) / "read.pdf"
        command = [program, "--skip-text", "--quiet", "--output-type", "pdf", "--", str(path.resolve()), str(made)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
            why = done.stderr.strip().splitlines()[-1:] if done.returncode else []
            failed = bool(done.returncode) or not made.is_file()
        except (OSError, subprocess.TimeoutExpired) as error:
            why, failed = [str(error)], True
        if failed:
            words = why[0] if why else "it made no file"
            yield path, (Skipped(path=given, why=f"{PROGRAM} could not read the scanned pages: {words}"),)
        else:
            remark = f"scanned pages were read by {PROGRAM}: their words hold mistakes"
            yield made, (Skipped(path=given, why=remark, place="OCR"),)
