"""The history of a relation as a document to read: composed from records, set as HTML or Markdown."""

from dragoman.dossier.compose import compose
from dragoman.dossier.html import write_html
from dragoman.dossier.markdown import write_markdown
from dragoman.dossier.record import Chart, Dossier, Group, Note, Relation, Section, Statement, Table, Work

__all__ = [
    "Chart",
    "Dossier",
    "Group",
    "Note",
    "Relation",
    "Section",
    "Statement",
    "Table",
    "Work",
    "compose",
    "write_html",
    "write_markdown",
]
