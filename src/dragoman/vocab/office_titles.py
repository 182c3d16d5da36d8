"""Reads the words for an office into the plain titles that the authority list uses."""

from __future__ import annotations

import re

TITLES: tuple[tuple[str, str], ...] = (
    (r"ambassador to (?:the )?(?P<at>.+)", "ambassador to"),
    (r"(?:deputy|vice|former|ex|acting|assistant|under)[- ].*", ""),
    (
        r"(?:minister (?:of|for) (?:foreign|external) (?:affairs|relations)|(?:foreign|external affairs) minister)",
        "foreign minister",
    ),
    (r"(?:people's )?commissar (?:of|for) foreign affairs|foreign (?:secretary|commissar)|fonmin", "foreign minister"),
    (r"(?:minister|secretary|commissar) (?:of|for) (?:national )?(?:defen[cs]e|war)", "defence minister"),
    (r"(?:national )?(?:defen[cs]e|war) (?:minister|secretary)", "defence minister"),
    (
        r"(?:first secretary|secretary[- ]general|general[- ]secretary).*|party (?:leader|chief|secretary|chairman)",
        "party leader",
    ),
    (
        r"prime minister|premier|chancellor|head of (?:the )?government|chairman of the council of ministers",
        "head of government",
    ),
    (
        r"president|king|queen|emperor|empress|tsar|czar|kaiser|shah|sultan|chief of state|head of (?:the )?state",
        "head of state",
    ),
    (r"leader|ruler|dictator", "leader"),
)


def office_title(words: str, state: str) -> str:
    """The plain title for words as they stand in prose: "Foreign Secretary" is "foreign minister".

    The United States' "Secretary of State" is its foreign minister. Words that are no known title come back as given,
    in lower case, so that an office listed under them is still found.
    """
    plain = " ".join(words.casefold().replace("’", "'").split()).removeprefix("the ")
    if plain in {"secretary of state", "secretary"}:
        return "foreign minister" if state == "USA" else plain
    if plain == "chairman":
        return "party leader"
    if plain.replace("-", " ") == "secretary general" and state in {"UN", "NATO"}:
        return "secretary-general"
    for pattern, title in TITLES:
        if found := re.fullmatch(pattern, plain):
            if title == "ambassador to":
                return f"ambassador to {found['at'].upper() if len(found['at']) == 3 else found['at']}"
            return title or plain
    return plain
