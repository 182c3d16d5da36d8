"""The rules of source criticism, one unit each: what they look for, how grave it is, and the words they object to."""

from dragoman.accounts.rules import acting, citing, counting, dating, gaps, leaning, office
from dragoman.accounts.rules.case import Case, Check, Doubt, Rule, Severity
from dragoman.accounts.rules.comparing import CORPUS_RULES
from dragoman.accounts.rules.corpus import About, Corpus, CorpusRule, Quoted

RULES: tuple[Rule, ...] = (
    *citing.RULES,
    *counting.RULES,
    *dating.RULES,
    *acting.RULES,
    *office.RULES,
    *leaning.RULES,
    *gaps.RULES,
)
"""The rules that judge a document by itself, in the order in which they are reported for one place."""

RULE_IDS: frozenset[str] = frozenset({rule.id for rule in RULES} | {rule.id for rule in CORPUS_RULES})
"""The names of all rules."""

__all__ = [
    "CORPUS_RULES",
    "RULES",
    "RULE_IDS",
    "About",
    "Case",
    "Check",
    "Corpus",
    "CorpusRule",
    "Doubt",
    "Quoted",
    "Rule",
    "Severity",
]
