"""What a project gives to other programs: its records, in the forms that these read."""

from dragoman.export.form import Form, Made
from dragoman.export.material import Material, read_material
from dragoman.model.exchange import Exported, Selection

__all__ = ["Exported", "Form", "Made", "Material", "Selection", "read_material"]
