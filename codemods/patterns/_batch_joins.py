"""Whether a query set of Django can be asked for joined rows, and whether these are what is read later.

source: Django documentation, "Managers" (base managers are what relations are followed through).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from codemods.languages.python.queries.django_form import Form, manager_of
from codemods.languages.python.queries.reading import Link
from codemods.model.code import Attribute, Call, Constant
from codemods.model.queries import Entity, Query
from codemods.patterns._batch_case import Reader
from codemods.patterns._batch_relations import Uses, hop_from

_JOINING = frozenset(["filter", "exclude", "order_by", "reverse", "using", "all", "select_related",
                      "prefetch_related"])  # fmt: skip
_QUERIES_OWN = frozenset(["select_related", "_fetch_all", "_clone", "_chain", "__iter__"])
_BUILT_OWN = frozenset(["__init__", "__new__", "from_db", "__getattribute__", "__getattr__"])
_INITS = re.compile(
    r"\b(?:post|pre)_init\.connect|receiver\(.*\b(?:post|pre)_init"
    r"|^from .*import.*\b(?:post|pre)_init|^\s*(?:post|pre)_init,?$"
)


def short_name(entity: Entity) -> str:
    """The name of a model in messages."""
    return entity.name.rpartition(".")[2]


def wanted_paths(uses: Uses, entity: Entity, form: Form, query: Query) -> list[str]:
    """The paths that nothing loads yet, without those that lie on the way to others."""
    loaded = loaded_by(form.links)
    if loaded is None:
        return []
    known = ""
    if form.keys[:1] == ((-1, 0),):
        # The object that a related manager belongs to is given to each of its rows.
        column = entity.columns.get(query.filters[0].column)
        known = column.object_attribute if column is not None else ""
    paths = [
        p
        for p in uses.always
        if p != known
        and not p.startswith(f"{known}__" if known else "\0")
        and not any(have == p or have.startswith(f"{p}__") for have in loaded)
    ]
    return [p for p in paths if not any(o.startswith(f"{p}__") for o in paths)]


def loaded_by(links: Iterable[Link]) -> set[str] | None:
    """What is loaded with the rows already; None when that is not known."""
    found: set[str] = set()
    for link in _plain(links):
        if link.name not in ("select_related", "prefetch_related"):
            continue
        if not link.args:
            return None
        for arg in link.args:
            value = arg.value
            if isinstance(value, Call) and value.args:
                value = value.args[0].value  # Prefetch("customer", ...)
            if not isinstance(value, Constant) or not isinstance(value.value, str):
                return None
            found.add(value.value)
    return found


def _plain(links: Iterable[Link]) -> Iterator[Link]:
    """The steps of a chain, with those that methods of the project stand for."""
    for link in links:
        if link.does:
            yield from _plain(link.does)
        else:
            yield link


def cannot_join(reader: Reader, entity: Entity, path: str, missing: list[str]) -> str | None:
    """Why a join does not give what following the relation gives; what is not known is `missing`."""
    project = reader.project
    at: Entity | None = entity
    for name in path.split("__"):
        if at is None:
            return "its model is not known"
        hop = hop_from(project, at, name)
        if hop is None:
            return "its model is not known"
        if not hop[0].constrained:
            return f"`{name}` may lead to a row that is not there"
        at = hop[1]
        if at is None:
            return f"`{hop[0].references.rpartition('.')[2]}` is not known"
        if "?" in at.managers:
            missing.append(
                f"the bases of `{short_name(at)}`: whether relations to it go through a manager of its own"
            )
        if at.base_manager:
            return f"`{short_name(at)}` is loaded through a manager of its own"
        for owner in project.mro(at.name):
            held = project.class_fact(owner)
            if held is not None and set(held[1].methods) & _BUILT_OWN:
                return f"`{short_name(at)}` does something of its own when it is loaded"
    return None


def cannot_extend(form: Form, entity: Entity, missing: list[str]) -> str | None:
    """Why the query set cannot be asked for joined rows."""
    name = form.manager.name if isinstance(form.manager, Attribute) else ""
    held = manager_of(entity, name)
    if held is None or held.own & _QUERIES_OWN:
        return "its manager is not known"
    if not held.known:
        missing.append(f"what the manager `{short_name(entity)}.{name}` makes of its queries")
    elif form.shaped or form.distinct or form.annotated:
        return "its rows are put together from several"
    if any(link.name not in _JOINING for link in _plain(form.links)):
        return "its query does more than choose rows"
    return None


def unknown_of_project(reader: Reader) -> list[str]:
    """Facts of the whole project on which following a relation depends."""
    key = ("eager loading",)
    memo = reader.project.memo
    if key not in memo:
        found: list[str] = []
        told = {m.path for m in reader.project.mentioning("post_init", "pre_init")}
        for module in reader.project.modules.values():
            lines = reader.project.lines(module.path)
            if module.path in told and any(_INITS.search(line) for line in lines):
                found.append(f"what happens when objects are made ({module.path})")
            if "settings" in module.name and any(
                line.startswith("DATABASE_ROUTERS") and "[]" not in line for line in lines
            ):
                found.append("that `DATABASE_ROUTERS` keeps related rows in one database")
        memo[key] = tuple(dict.fromkeys(found))
    known: tuple[str, ...] = memo[key]  # type: ignore[assignment]
    return list(known)
