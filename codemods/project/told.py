"""What the calls that are seen tell of the parameters of a function that others may call, too.

It is no proof: a fact that rests on it is one that somebody has to confirm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from codemods.model.code import Function
from codemods.project.codebase import Codebase
from codemods.project.handed import has_own_calls_only, of_any_class, own_parameters, seen_calls
from codemods.project.types import Type, join


@dataclass(frozen=True, slots=True)
class Told:
    """The type that all seen calls of a function agree on for a parameter, and how many these are."""

    type: Type
    calls: int

    def missing(self, name: str) -> str:
        """The fact in words."""
        of = "its one call" if self.calls == 1 else f"its {self.calls} calls"
        return f"the type of `{name}`, which is taken from {of} in the project"


def told_types(project: Codebase, function: Function) -> Mapping[str, Told]:
    """What calls tell of the parameters that have neither an annotation nor a type by other ways."""
    proved = project.handed_types(function)
    silent = [
        p
        for p in own_parameters(project, function)
        if p.annotation is None and p.name not in proved
    ]
    if not silent or not has_own_calls_only(project, function):
        return {}
    sites = [s for s in seen_calls(project, function) if s.types]
    found: dict[str, Told] = {}
    for parameter in silent:
        given = [s.types[parameter.name] for s in sites if parameter.name in s.types]
        type_ = join(given) if given else None
        if type_ is not None and type_.name != "None":
            found[parameter.name] = Told(of_any_class(type_), len(given))
    return found
