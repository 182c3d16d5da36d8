"""Parts of speech and lemmas by word, tag and dependency: what the model's own rules give, worked out once for each.

The model assigns them with 179 patterns that are matched against every sentence (a quarter of all parsing time). Nearly
all of them look at one word's tag, form and dependency only, so their result is kept by these three. The few patterns
over two words ("gonna", "let's") are left out; they name no act of states.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from dragoman.coding.scene import words_of
from dragoman.errors import ConfigError

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "IN": lambda value, operand: value in operand,
    "NOT_IN": lambda value, operand: value not in operand,
    "REGEX": lambda value, operand: re.search(operand, value) is not None,
}
Rule = tuple[int, dict[str, Any], dict[str, str]]
"""A rule's place among the rules, what it demands of a word, and what it sets."""

LOOKS_AT = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})


class Finish:
    """Stands in for a model's attribute ruler and lemmatizer; keeps what it has worked out (a memo, no state)."""

    def __init__(self, nlp: Any) -> None:
        from spacy.parts_of_speech import IDS

        self._lemmatizer = nlp.get_pipe("lemmatizer")
        index = self._lemmatizer.lookups.get_table("lemma_index", {})
        for pos in list(index):
            # Lists of up to 57,000 words, searched from the front for each new word; as sets they answer alike.
            index[pos] = frozenset(index[pos])
        tables = [self._lemmatizer.lookups.get_table(f"lemma_{name}", {}) for name in ("index", "exc", "rules")]
        self._inflected = {pos for pos in IDS if any(table.get(pos.lower()) for table in tables)}
        self._rules: list[Rule] = []
        for rule in nlp.get_pipe("attribute_ruler").patterns:
            for pattern in rule["patterns"]:
                if len(pattern) == 1:
                    if set(pattern[0]) - LOOKS_AT:
                        raise ConfigError(f"code.model: the model's tag rules look at {sorted(pattern[0])}")
                    self._rules.append((len(self._rules), pattern[0], rule["attrs"]))
        self._of_tag: dict[str, tuple[list[Rule], dict[str, list[Rule]]]] = {}
        self._known: dict[tuple[int, int, int], tuple[int, int]] = {}
        self._lemmas: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Any) -> Any:
        """The doc, each token with its part of speech and lemma set."""
        known = self._known
        for token in words_of(doc):
            key = (token.orth, token.tag, token.dep)
            found = known.get(key)
            if found is None:
                known[key] = self._work_out(token)
            else:
                token.pos, token.lemma = found
        return doc

    def _rules_for(self, tag: str, lower: str) -> list[Rule]:
        """The rules that a word of this tag and form can meet, in their order."""
        found = self._of_tag.get(tag)
        if found is None:
            mine = [rule for rule in self._rules if "TAG" not in rule[1] or _fits(tag, rule[1]["TAG"])]
            by_form: dict[str, list[Rule]] = {}
            for rule in mine:
                form = rule[1].get("LOWER")
                if isinstance(form, str):
                    by_form.setdefault(form, []).append(rule)
            found = self._of_tag[tag] = ([rule for rule in mine if not isinstance(rule[1].get("LOWER"), str)], by_form)
        general, by_form = found
        return sorted(general + by_form[lower], key=lambda rule: rule[0]) if lower in by_form else general

    def _work_out(self, token: Any) -> tuple[int, int]:
        values = {"TAG": token.tag_, "LOWER": token.lower_, "DEP": token.dep_, "IS_SPACE": token.is_space}
        set_by: dict[str, str] = {}
        for _, pattern, attrs in self._rules_for(values["TAG"], values["LOWER"]):
            if all(_fits(values[name], wanted) for name, wanted in pattern.items()):
                set_by.update(attrs)
        token.pos_ = set_by.get("POS", token.pos_)
        if "LEMMA" in set_by:
            token.lemma_ = set_by["LEMMA"]
            return token.pos, token.lemma
        key = (token.orth, token.tag, token.pos)
        if key not in self._lemmas:
            if token.pos_ in self._inflected:
                token.set_morph(set_by.get("MORPH", ""))
                token.lemma_ = self._lemmatizer.rule_lemmatize(token)[0]
            else:
                token.lemma_ = token.text if token.pos_ == "PROPN" else token.lower_
            self._lemmas[key] = token.lemma
        token.lemma = self._lemmas[key]
        return token.pos, token.lemma


def _fits(value: Any, wanted: Any) -> bool:
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    return all(OPERATORS[name](value, operand) for name, operand in wanted.items())
