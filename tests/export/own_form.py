"""A form that another package might bring."""

from __future__ import annotations

from dragoman.export import Form, Made, Selection, read_material
from dragoman.workbench import Workbench


def make_ids(project: Workbench, selection: Selection, ending: str) -> Made:
    material = read_material(project, selection)
    return Made(content="\n".join(event.id for event in material.events).encode())


IDS = Form(about="ids alone", endings=(".txt",), make=make_ids)
