"""What a person types into a search, as an expression of SQLite's full-text index."""

from __future__ import annotations

import re

from dragoman.errors import ConfigError

_TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


def read_words(typed: str) -> str:
    """The expression for ``typed``; "" where it holds nothing to look for.

    Words stand side by side (all must occur), a "phrase" in quotation marks, ``OR`` between two that may stand for one
    another, ``-word`` for what must not occur, ``harbour*`` for a beginning. Anything else is looked for as it stands.

    Raises:
        ConfigError: a quotation mark is not closed, ``OR`` has nothing beside it, or there are only words to leave out.
    """
    if typed.count('"') % 2:
        raise ConfigError("a quotation mark is not closed")
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    is_choice = False
    for found in _TOKEN.finditer(typed):
        if found["word"] == "OR" and not found["minus"]:
            if not wanted or is_choice:
                raise ConfigError("OR stands between two words: Moscow OR Tirana")
            is_choice = True
            continue
        term = _term(found["phrase"] if found["word"] is None else found["word"])
        if not term:
            continue
        if found["minus"]:
            unwanted.append(term)
        elif is_choice:
            wanted[-1].append(term)
            is_choice = False
        else:
            wanted.append([term])
    if is_choice:
        raise ConfigError("OR stands between two words: Moscow OR Tirana")
    if not wanted:
        if unwanted:
            raise ConfigError("say what is to be found, not only what is to be left out")
        return ""
    every = " AND ".join(f"({' OR '.join(group)})" for group in wanted)
    return f"({every}) NOT ({' OR '.join(unwanted)})" if unwanted else every


def _term(words: str) -> str:
    """Words in quotation marks, so that nothing in them is read as an operator; a closing star stays one."""
    stem = words.rstrip("*")
    if not any(letter.isalnum() for letter in stem):
        return ""
    return f'"{stem}"' + (" *" if len(stem) < len(words) and len(stem.split()) == 1 else "")
