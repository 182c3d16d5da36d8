"""Parts of speech and lemmas by word, tag and dependency: what the model's own rules give, worked out once for each.

The model assigns them with 179 patterns that are matched against every sentence (a quarter of all parsing time). Nearly
all of them look at one word's tag, form and dependency only, so their result is kept by these three. The few patterns
over two words ("gonna", "let's") are left out; they name no act of states.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from dragoman.errors import ConfigError

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "IN": lambda value, operand: value in operand,
    "NOT_IN": lambda value, operand: value not in operand,
    "REGEX": lambda value, operand: re.search(operand, value) is not None,
}
LOOKS_AT = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})


class Finish:
    """Stands in for a model's attribute ruler and lemmatizer; keeps what it has worked out (a memo, no state)."""

    def __init__(self, nlp: Any) -> None:
        self._lemmatizer = nlp.get_pipe("lemmatizer")
        self._rules: list[tuple[dict[str, Any], dict[str, str]]] = []
        self._by_tag: dict[str, list[tuple[dict[str, Any], dict[str, str]]]] = {}
        for rule in nlp.get_pipe("attribute_ruler").patterns:
            for pattern in rule["patterns"]:
                if len(pattern) == 1:
                    if set(pattern[0]) - LOOKS_AT:
                        raise ConfigError(f"code.model: the model's tag rules look at {sorted(pattern[0])}")
                    self._rules.append((pattern[0], rule["attrs"]))
        self._known: dict[tuple[int, int, int], tuple[int, int]] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Any) -> Any:
        """The doc, each token with its part of speech and lemma set."""
        known = self._known
        for token in doc:
            key = (token.orth, token.tag, token.dep)
            found = known.get(key)
            if found is None:
                known[key] = self._work_out(token)
            else:
                token.pos, token.lemma = found
        return doc

    def _of_tag(self, tag: str) -> list[tuple[dict[str, Any], dict[str, str]]]:
        """The rules that a word of this tag can meet, in their order."""
        found = self._by_tag.get(tag)
        if found is None:
            found = [rule for rule in self._rules if "TAG" not in rule[0] or _fits(tag, rule[0]["TAG"])]
            self._by_tag[tag] = found
        return found

    def _work_out(self, token: Any) -> tuple[int, int]:
        values = {"TAG": token.tag_, "LOWER": token.lower_, "DEP": token.dep_, "IS_SPACE": token.is_space}
        lemma = ""
        for pattern, attrs in self._of_tag(token.tag_):
            if all(_fits(values[name], wanted) for name, wanted in pattern.items()):
                token.pos_ = attrs.get("POS", token.pos_)
                lemma = attrs.get("LEMMA", lemma)
                if "MORPH" in attrs:
                    token.set_morph(attrs["MORPH"])
        if lemma:
            token.lemma_ = lemma
        else:
            key = (token.orth, token.tag, token.pos)
            if key not in self._lemmas:
                token.lemma_ = self._lemmatizer.rule_lemmatize(token)[0]
                self._lemmas[key] = token.lemma
            token.lemma = self._lemmas[key]
        return token.pos, token.lemma


def _fits(value: Any, wanted: Any) -> bool:
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    return all(OPERATORS[name](value, operand) for name, operand in wanted.items())
