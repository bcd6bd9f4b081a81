"""The whole of a project, ready for questions."""

from __future__ import annotations

from collections.abc import Mapping

from codemods.model.code import Function
from codemods.project.attributes import attribute_type
from codemods.project.codebase import UNKNOWN, Codebase, Symbol
from codemods.project.handed import handed_types
from codemods.project.scope import Scope
from codemods.project.symbols import variable_type
from codemods.project.types import Type


class Project(Codebase):
    """All modules of one root; its views are scopes."""

    def view(
        self,
        function: Function,
        self_type: Type | None = None,
        arguments: Mapping[str, Type] | None = None,
    ) -> Scope:
        return Scope(self, function, self_type, arguments)

    def class_held_by(self, variable: str, attribute: str = "") -> Symbol:
        held = variable_type(self, variable)
        if attribute:
            held = attribute_type(self, held, attribute)
        if held is None or held.name != "type" or not held.args:
            return UNKNOWN
        name = held.args[0].name
        return Symbol("class" if self.class_fact(name) else "external", name)

    def handed_types(self, function: Function) -> Mapping[str, Type]:
        return handed_types(self, function)
