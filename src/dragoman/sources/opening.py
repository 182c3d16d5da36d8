"""A file that cannot be opened or read, said in the words of the one who gave it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dragoman.errors import InputError


@contextmanager
def reading(given: str) -> Iterator[None]:
    """Turns what the system says of a file that was given as ``given`` into a refusal.

    Raises:
        InputError: no such file, a folder, or a file that may not be read.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise InputError(given, "there is no such file") from error
    except IsADirectoryError as error:
        raise InputError(given, "this is a folder", expected="a file") from error
    except OSError as error:
        raise InputError(given, f"the file cannot be read: {error.strerror}") from error
