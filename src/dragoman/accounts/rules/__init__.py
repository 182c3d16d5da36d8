"""The rules of source criticism, one unit each: what they look for, how grave it is, and the words they object to."""

from dragoman.accounts.rules import acting, citing, counting, dating
from dragoman.accounts.rules.case import Case, Check, Doubt, Rule, Severity

RULES: tuple[Rule, ...] = (*citing.RULES, *counting.RULES, *dating.RULES, *acting.RULES)
"""All rules, in the order in which they are reported for one place."""

__all__ = ["RULES", "Case", "Check", "Doubt", "Rule", "Severity"]
