"""Relations that a class has by the `backref` of another one: `relationship("User", backref="orders")`.

source: SQLAlchemy documentation, "Using the legacy 'backref' relationship parameter": the text, or
`backref("orders", lazy=...)`, names the attribute that the other class gets; it loads as any
relation does, late where nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from codemods.languages.python.facts import ClassFact
from codemods.model.code import Call, Constant
from codemods.project.codebase import Codebase, Module
from codemods.project.model_columns import Kinds, ModelAttribute, way_of
from codemods.project.model_libraries import library_of
from codemods.project.types import dotted_name

_LIBRARIES = ("sqlalchemy", "sqlmodel")
_HEADS = ("relationship", "Relationship")
# Words of `backref` that change neither which rows are found nor by which keys.
_PLAIN = frozenset(
    ["lazy", "cascade", "order_by", "uselist", "passive_deletes", "passive_updates", "single_parent",
     "cascade_backrefs", "foreign_keys", "remote_side", "doc", "info", "innerjoin"]
)  # fmt: skip

Relations = Mapping[str, tuple[str, str]]  # by attribute: the class behind it, and how it loads


def relations_back(project: Codebase, name: str) -> Relations:
    """The relations that other classes give to a class, or to one above it."""
    key = ("backrefs",)
    if key not in project.memo:
        every: dict[str, dict[str, tuple[str, str]]] = {}
        for target, attribute, owner, lazy in _all(project):
            known = every.setdefault(target, {})
            known[attribute] = (owner, "?" if attribute in known else lazy)
        project.memo[key] = every
    held: Mapping[str, Relations] = project.memo[key]  # type: ignore[assignment]
    found: dict[str, tuple[str, str]] = {}
    for above in reversed(project.mro(name)):
        found |= held.get(above, {})
    return found


def _all(project: Codebase) -> Iterator[tuple[str, str, str, str]]:
    """For each `backref`: the class that gets the attribute, its name, the class behind it, its way."""
    for module in project.mentioning("backref"):
        for fact in module.facts.classes:
            yield from _of_class(project, module, fact)


def _of_class(
    project: Codebase, module: Module, fact: ClassFact
) -> Iterator[tuple[str, str, str, str]]:
    owner = f"{module.name}.{fact.name}"
    lines = project.lines(module.path)
    for attribute, line, end in fact.attributes:
        if not any("backref" in row for row in lines[line - 1 : end]):
            continue
        step = project.statement(module, line, end)
        call = step.value if step is not None else None
        if step is None or not isinstance(call, Call):
            continue
        head = (dotted_name(call.callee) or "").rpartition(".")[2]
        given = next((a.value for a in call.args if a.keyword == "backref"), None)
        library = library_of(project, owner)
        if head not in _HEADS or given is None or library not in _LIBRARIES:
            continue
        nothing = Kinds(lambda _: "unknown", lambda _: "unknown")
        reader = ModelAttribute(project, module, owner, library, attribute, step, nothing)
        reader.column()
        named = _named(given)
        if reader.relation and named is not None:
            yield reader.relation, named[0], owner, named[1] if reader.lazy != "?" else "?"


def _named(given: object) -> tuple[str, str] | None:
    """The attribute that a `backref` names, and how it loads."""
    match given:
        case Constant(type="str", value=name):
            return str(name), "select"
        case Call(args=(first, *rest)) if isinstance(first.value, Constant):
            words = {a.keyword: a.value for a in rest}
            plain = None not in words and words.keys() <= _PLAIN
            return str(first.value.value), way_of(words.get("lazy")) if plain else "?"
        case _:
            return None


__all__ = ["relations_back"]
