"""What `class Meta` says of a model: its table, its default order, and what is unique together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from codemods.model.code import Call, Constant, Display, Expr
from codemods.project.codebase import Codebase, Module
from codemods.project.types import dotted_name

# An order that cannot be told: an expression, or one that a base outside the project may give.
UNKNOWN = "?"


@dataclass
class Options:
    """The options of a model."""

    table: str
    ordering: tuple[str, ...] = ()
    unique: list[tuple[str, ...]] = field(default_factory=list)
    latest_by: tuple[str, ...] = ()
    base_manager: str = ""
    default_manager: str = ""
    primary_key: tuple[str, ...] | None = None  # where it is said here and not by a field


def options_of(project: Codebase, name: str, table: str, library: str) -> Options:
    """What the model's `Meta` says, with what it inherits."""
    own = project.class_fact(name)
    found = Options(table)
    if not table and own is not None:
        short = own[1].name.rpartition(".")[2].lower()
        found.table = f"{_app_label(own[0])}_{short}" if library == "django" else short
    seen: set[str] = set()
    label = ""
    for attribute, value in _said(project, name, library):
        # The nearest class wins.
        if attribute in seen:
            continue
        seen.add(attribute)
        _take(found, attribute, value, library)
        if attribute == "app_label" and isinstance(value, Constant):
            label = str(value.value)
    if label and not table and own is not None and "db_table" not in seen:
        found.table = f"{label}_{own[1].name.rpartition('.')[2].lower()}"
    if library == "django":
        if "ordering" not in seen:
            found.ordering = _inherited_order(project, name)
        _inherit_managers(project, name, found)
    if library == "peewee":
        for owner in project.mro(name)[1:]:
            said = dict(_said(project, owner, library))
            if found.primary_key is None and "primary_key" in said:
                _take(found, "primary_key", said["primary_key"], library)
    return found


def _inherit_managers(project: Codebase, name: str, found: Options) -> None:
    """The names of managers go on to models below, whose `Meta` need not derive from the other."""
    for owner in project.mro(name)[1:]:
        said = dict(_said(project, owner, "django"))
        base, default = said.get("base_manager_name"), said.get("default_manager_name")
        if base is not None and not found.base_manager:
            found.base_manager = str(base.value) if isinstance(base, Constant) else UNKNOWN
        if default is not None and not found.default_manager:
            found.default_manager = UNKNOWN


def _take(found: Options, attribute: str, value: Expr, library: str) -> None:
    match attribute:
        case "db_table" | "table" | "table_name" if isinstance(value, Constant):
            found.table = str(value.value)
        case "ordering" if isinstance(value, Display):
            found.ordering = _names(value)
        case "ordering":
            found.ordering = (UNKNOWN,)
        case "get_latest_by" if isinstance(value, Constant):
            found.latest_by = (str(value.value),)
        case "get_latest_by" if isinstance(value, Display):
            found.latest_by = _names(value)
        case "base_manager_name":
            found.base_manager = str(value.value) if isinstance(value, Constant) else UNKNOWN
        case "default_manager_name":
            found.default_manager = str(value.value) if isinstance(value, Constant) else UNKNOWN
        case "primary_key" if library == "peewee":
            # `CompositeKey("shop", "item")`, or False for none at all.
            key = value.args if isinstance(value, Call) else ()
            found.primary_key = tuple(
                str(a.value.value) for a in key if isinstance(a.value, Constant)
            )
        case "unique_together":
            found.unique += _together(value)
        case "indexes" if library == "peewee":
            for item in value.items if isinstance(value, Display) else ():
                if isinstance(item, Display) and len(item.items) == 2:
                    if item.items[1] == Constant("bool", True):
                        found.unique += _together(item.items[0])
        case "constraints":
            for part in value.items if isinstance(value, Display) else ():
                if isinstance(part, Call) and (dotted_name(part.callee) or "").endswith(
                    "UniqueConstraint"
                ):
                    words = {a.keyword: a.value for a in part.args}
                    # One on expressions names no fields; one on condition holds for some rows.
                    # A deferred one may be broken for as long as a transaction lasts.
                    if not {"condition", "deferrable"} & set(words) and "fields" in words:
                        found.unique += _together(words["fields"])


def _said(project: Codebase, name: str, library: str) -> Iterator[tuple[str, Expr]]:
    """The options of the `Meta` that counts, and of the classes that one derives from."""
    holders = project.mro(name) if library == "django" else (name,)
    meta = next((f"{o}.Meta" for o in holders if project.class_fact(f"{o}.Meta") is not None), None)
    if meta is None:
        return
    inherited = f"{name}.Meta" != meta
    for owner in project.mro(meta) if library == "django" else (meta,):
        found = project.class_fact(owner)
        if found is None:
            continue
        module, fact = found
        for attribute, line, end in fact.attributes:
            step = project.statement(module, line, end)
            if step is None or step.value is None:
                continue
            # A table belongs to one class.
            if attribute == "db_table" and (inherited or owner != meta):
                continue
            yield attribute, step.value


def _inherited_order(project: Codebase, name: str) -> tuple[str, ...]:
    """The order of the nearest base that has a table of its own, as its rows come by themselves."""
    for owner in project.mro(name)[1:]:
        if owner in ("django.db.models.Model", "object"):
            return ()
        if owner == UNKNOWN:
            return (UNKNOWN,)
        if project.class_fact(owner) is None:
            if "Model" in owner.rpartition(".")[2]:
                return (UNKNOWN,)
            continue
        said = dict(_said(project, owner, "django"))
        if said.get("abstract") == Constant("bool", True) or "ordering" not in said:
            continue
        value = said["ordering"]
        return _names(value) if isinstance(value, Display) else (UNKNOWN,)
    return ()


def _names(value: Display) -> tuple[str, ...]:
    return tuple(
        i.value if isinstance(i, Constant) and isinstance(i.value, str) else UNKNOWN
        for i in value.items
    )


def _app_label(module: Module) -> str:
    parts = module.name.split(".")
    if "models" in parts[1:]:
        # `shop.models.orders` belongs to the same application as `shop.models`.
        return parts[parts.index("models", 1) - 1]
    return parts[-2] if len(parts) > 1 else parts[-1]


def _together(value: Expr) -> list[tuple[str, ...]]:
    if not isinstance(value, Display):
        return []
    if all(isinstance(i, Constant) for i in value.items):
        return [tuple(str(i.value) for i in value.items if isinstance(i, Constant))]
    return [found for item in value.items for found in _together(item)]
