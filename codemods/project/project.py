"""The whole of a project, ready for questions."""

from __future__ import annotations

from collections.abc import Mapping

from codemods.model.code import Function
from codemods.project.codebase import Codebase
from codemods.project.scope import Scope
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
