"""The history of a relation as a document to read: composed from records, cited in a style, set in several formats."""

from dragoman.dossier.appendix import Appendix
from dragoman.dossier.compose import compose
from dragoman.dossier.html import write_html
from dragoman.dossier.markdown import write_markdown
from dragoman.dossier.plan import PARTS, Part, Plan, Remark, choose_parts, read_plan
from dragoman.dossier.record import (
    Citation,
    Dossier,
    Group,
    Note,
    Piece,
    Relation,
    Section,
    Statement,
    Table,
    Work,
)

__all__ = [
    "PARTS",
    "Appendix",
    "Citation",
    "Dossier",
    "Group",
    "Note",
    "Part",
    "Piece",
    "Plan",
    "Relation",
    "Remark",
    "Section",
    "Statement",
    "Table",
    "Work",
    "choose_parts",
    "compose",
    "read_plan",
    "write_html",
    "write_markdown",
]
