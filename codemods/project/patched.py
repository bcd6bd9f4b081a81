"""Which functions of the project are replaced from outside, so that their text says nothing."""

from __future__ import annotations

from codemods.project.codebase import Codebase
from codemods.project.dialects import is_test


def is_patched(project: Codebase, name: str) -> bool:
    """Whether code other than tests sets an attribute of that dotted name."""
    key = ("patched",)
    if key not in project.memo:
        project.memo[key] = frozenset(
            f"{symbol.name}.{attribute}"
            for module in project.modules.values()
            if module.facts.patched and not is_test(module.path)
            for spelled in module.facts.patched
            for head, _, attribute in (spelled.rpartition("."),)
            if (symbol := project.resolve_dotted(module, head)).kind in ("class", "module")
        )
    return name in project.memo[key]  # type: ignore[operator]
