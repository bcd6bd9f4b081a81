"""Which tables and models a project has: columns, keys, and what is unique."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from codemods.model.code import (
    Call,
    Constant,
    Display,
    Expr,
    Step,
    walk,
)
from codemods.model.queries import Column, ColumnKind, Entity, Manager
from codemods.project.accounts import user_model
from codemods.project.annotations import resolve
from codemods.project.backrefs import relations_back
from codemods.project.codebase import Codebase, Module
from codemods.project.ddl import tables_of_project
from codemods.project.library_models import columns_of, entity_of_library
from codemods.project.managers import manager_in_meta, managers_of
from codemods.project.mappings import mapped_class
from codemods.project.model_columns import Kinds, ModelAttribute
from codemods.project.model_libraries import library_of
from codemods.project.options import Options, options_of
from codemods.project.types import dotted_name


def entity_of(project: Codebase, name: str) -> Entity | None:
    """The entity a dotted class (or table variable) stands for; None for anything else."""
    key = ("entity", name)
    if key not in project.memo:
        project.memo[key] = None
        project.memo[key] = (
            _mapped_entity(project, name)
            or _class_entity(project, name)
            or _table_entity(project, name)
            or _library_entity(project, name)
        )
    return project.memo[key]  # type: ignore[return-value]


def entities_pointing_at(project: Codebase, name: str) -> tuple[tuple[Entity, Column], ...]:
    """The foreign keys that lead to a class, with the entities they belong to."""
    key = ("pointing", name)
    if key not in project.memo:
        known = _pointing(project)
        found = (pointed for owner in project.mro(name) for pointed in known.get(owner, ()))
        project.memo[key] = tuple((e, c) for _, e, c in sorted(found, key=lambda p: p[0]))
    return project.memo[key]  # type: ignore[return-value]


def _pointing(project: Codebase) -> Mapping[str, list[tuple[int, Entity, Column]]]:
    """All foreign keys by the class that they lead to, numbered in the order of the models."""
    key = ("pointing",)
    if key not in project.memo:
        found: dict[str, list[tuple[int, Entity, Column]]] = {}
        columns = ((e, c) for e in _model_entities(project) for c in e.columns.values())
        for number, (entity, column) in enumerate(columns):
            if column.object_attribute:
                found.setdefault(column.references, []).append((number, entity, column))
        project.memo[key] = found
    return project.memo[key]  # type: ignore[return-value]


def entity_asked_through(project: Codebase, cls: str) -> tuple[Entity, Manager] | None:
    """The one entity that has a class behind one of its managers."""
    key = ("asked through",)
    if key not in project.memo:
        found: dict[str, list[tuple[Entity, Manager]]] = {}
        for entity in _model_entities(project):
            for manager in entity.managers.values():
                for name in manager.classes:
                    found.setdefault(name, []).append((entity, manager))
        project.memo[key] = found
    held: dict[str, list[tuple[Entity, Manager]]] = project.memo[key]  # type: ignore[assignment]
    some = held.get(cls, [])
    return some[0] if len(some) == 1 else None


def entity_of_table(project: Codebase, table: str) -> Entity | None:
    """The entity of a table by its name in the database: as DDL defines it, else as a model does."""
    key = ("tables",)
    if key not in project.memo:
        found = {e.table: e for e in _model_entities(project)}
        found |= tables_of_project(project)
        project.memo[key] = found
    tables: dict[str, Entity] = project.memo[key]  # type: ignore[assignment]
    return tables.get(table.lower()) or tables.get(table)


def _library_entity(project: Codebase, name: str) -> Entity | None:
    """A model that a library brings, as its catalogue says."""
    fact = project.catalogue.model(name)
    if fact is None or project.class_fact(name) is not None:
        return None
    return entity_of_library(fact, user_model(project), partial(_kind_of_key, project))


def _kind_of_key(project: Codebase, name: str) -> ColumnKind:
    """The kind of the one column that is the primary key of a model."""
    entity = entity_of(project, name) if name else None
    if entity is None or len(entity.primary_key) != 1:
        return "unknown"
    return entity.columns[entity.primary_key[0]].kind


def _kinds(project: Codebase) -> Kinds:
    return Kinds(partial(_kind_of_key, project), partial(_referenced_kind, project))


def _model_entities(project: Codebase) -> Iterator[Entity]:
    for module in project.modules.values():
        for fact in module.facts.classes:
            if fact.attributes:
                entity = entity_of(project, f"{module.name}.{fact.name}")
                if entity is not None and entity.table:
                    yield entity
        for name in module.variables:
            entity = entity_of(project, f"{module.name}.{name}")
            if entity is not None:
                yield entity
    for name in project.catalogue.models():
        entity = entity_of(project, name)
        if entity is not None:
            yield entity


# -- classes ----------------------------------------------------------------------------------------


def _class_entity(project: Codebase, name: str) -> Entity | None:
    found = project.class_fact(name)
    if found is None:
        return None
    library = library_of(project, name)
    if library is None:
        return None
    module, fact = found
    entity = Entity(name, "", library, where=f"{module.path}:{fact.line}")
    columns: dict[str, Column] = {}
    relations: dict[str, str] = {}
    lazy: dict[str, str] = {}
    primary: list[str] = []
    key_owners: set[str] = set()
    unique: list[tuple[str, ...]] = []
    table = ""
    # Bases come first, so that what a class says itself wins.
    for owner in reversed(project.mro(name)):
        owned = project.class_fact(owner)
        if owned is None:
            brought = project.catalogue.model(owner)
            if brought is not None and not brought.table:
                columns |= columns_of(brought, user_model(project), partial(_kind_of_key, project))
                unique += brought.unique
            continue
        for attribute, line, end in owned[1].attributes:
            step = project.statement(owned[0], line, end)
            if step is None:
                continue
            if attribute == "__tablename__" and isinstance(step.value, Constant):
                table = str(step.value.value)
            elif attribute == "__table_args__" and step.value is not None:
                unique += _table_constraints(step.value)
            elif attribute == "pk" and library == "django" and isinstance(step.value, Call):
                # `CompositePrimaryKey("tenant_id", "id")`
                parts = (a.value for a in step.value.args)
                primary = [str(part.value) for part in parts if isinstance(part, Constant)]
            else:
                reader = ModelAttribute(
                    project, owned[0], owner, library, attribute, step, _kinds(project)
                )
                column = reader.column()
                if column is not None:
                    columns[column.attribute] = column
                    unique = [key for key in unique if key != (column.attribute,)]
                    if reader.is_primary:
                        primary.append(column.attribute)
                        key_owners.add(owner)
                    if reader.is_unique:
                        unique.append((column.attribute,))
                elif reader.relation is not None:
                    relations[attribute] = reader.relation
                    lazy[attribute] = reader.lazy
                if column is not None and column.object_attribute:
                    relations[column.object_attribute] = column.references
    if not columns and library == "sqlalchemy":
        return None
    given = relations_back(project, name) if library in ("sqlalchemy", "sqlmodel") else {}
    given = {a: r for a, r in given.items() if a not in relations and a not in columns}
    for attribute, (behind, way) in given.items():
        relations[attribute], lazy[attribute] = behind, way
    managers = managers_of(project, name) if library == "django" else {}
    if library == "tortoise":
        managers = manager_in_meta(project, name)
    options = options_of(project, name, table, library)
    objects = {c.object_attribute: c.attribute for c in columns.values() if c.object_attribute}
    if options.primary_key is not None:
        primary = [objects.get(part, part) for part in options.primary_key]
    elif not primary and "?" in managers:
        # A base that is not known may bring a key of its own.
        primary = ["pk"]
        unique.append(("id",))
        columns = {p: Column(p, p, "unknown", False) for p in ("pk", "id")} | columns
    elif not primary and library in ("django", "tortoise", "peewee"):
        primary = ["id"]
        columns = {"id": Column("id", "id", "int", False), **columns}
    unique += [tuple(objects.get(part, part) for part in key) for key in options.unique]
    keys = ((tuple(primary),) if primary else ()) + tuple(dict.fromkeys(unique))
    columns |= {p: replace(columns[p], nullable=False) for p in primary if p in columns}
    return replace(
        entity,
        table=options.table,
        columns=columns,
        primary_key=tuple(primary),
        unique=keys,
        relations=relations,
        lazy=lazy,
        backrefs=frozenset(given),
        ordering=options.ordering,
        key_in_order=len(key_owners) <= 1,
        managers=_named(options, managers),
        latest_by=options.latest_by,
        base_manager=options.base_manager,
    )


def _named(options: Options, managers: Mapping[str, Manager]) -> Mapping[str, Manager]:
    """The managers with the one first that `Meta` names as the default."""
    chosen = options.default_manager
    if not chosen or next(iter(managers), "") == chosen:
        return managers
    return {chosen: managers.get(chosen, Manager(shaped=True, known=False)), **managers}


def _table_constraints(value: Expr) -> list[tuple[str, ...]]:
    """`UniqueConstraint("a", "b")` and unique indexes; partial ones say nothing."""
    found: list[tuple[str, ...]] = []
    for part in walk(value):
        if not isinstance(part, Call):
            continue
        head = (dotted_name(part.callee) or "").rpartition(".")[2]
        words = {a.keyword: a.value for a in part.args if a.keyword}
        names = [
            a.value.value for a in part.args if not a.keyword and isinstance(a.value, Constant)
        ]
        partial = any(k.endswith("_where") or k == "condition" for k in words if k)
        if head == "Index":
            names = names[1:]
            if words.get("unique") != Constant("bool", True):
                continue
        elif head != "UniqueConstraint":
            continue
        plain = [a for a in part.args if not a.keyword]
        if names and not partial and len(names) == len(plain) - (head == "Index"):
            found.append(tuple(str(n) for n in names))
    return found


def _referenced_kind(project: Codebase, reference: str, depth: int = 0) -> ColumnKind:
    """The kind of `table.column`, or of `Class.attribute`."""
    table, _, column = reference.rpartition(".")
    short = table.rpartition(".")[2]
    owners = _table_owners(project)
    for name in owners.get(table, ()) or owners.get(short, ()):
        key = ("referenced", name, column)
        if key not in project.memo:
            # Tables may lead to each other in a circle.
            project.memo[key] = "unknown"
            project.memo[key] = _kind_in(project, name, column)
        if project.memo[key] != "unknown":
            return project.memo[key]  # type: ignore[return-value]
    return "unknown"


def _kind_in(project: Codebase, name: str, column: str) -> ColumnKind:
    """The kind of one column of a class or a table, without a look at the others."""
    for owner in project.mro(name):
        owned = project.class_fact(owner)
        for attribute, line, end in owned[1].attributes if owned is not None else ():
            step = project.statement(owned[0], line, end) if owned is not None else None
            if step is None or owned is None or attribute.startswith("__"):
                continue
            if attribute != column and f'"{column}"' not in _source(project, owned[0], line, end):
                continue
            library = library_of(project, name) or "sqlalchemy"
            known = ModelAttribute(
                project, owned[0], owner, library, attribute, step, _kinds(project)
            ).column()
            if known is not None and column in (known.name, known.attribute):
                return known.kind
    if project.class_fact(name) is None:
        for known, _ in _table_columns(project, name):
            if known.name == column:
                return known.kind
    return "unknown"


def _source(project: Codebase, module: Module, line: int, end: int) -> str:
    return "".join(project.lines(module.path)[line - 1 : end]).replace("'", '"')


def _table_owners(project: Codebase) -> dict[str, list[str]]:
    """Classes and table variables by the names that a foreign key may have for them."""
    key = ("table owners",)
    if key not in project.memo:
        found: dict[str, list[str]] = {}
        for module in project.modules.values():
            for fact in module.facts.classes:
                name = f"{module.name}.{fact.name}"
                short = fact.name.rpartition(".")[2]
                words = {short, short.lower(), snake_case(short)}
                for attribute, line, end in fact.attributes:
                    step = project.statement(module, line, end) if "table" in attribute else None
                    if step is not None and isinstance(step.value, Constant):
                        words = {short, str(step.value.value)}
                if fact.attributes:
                    for word in words:
                        found.setdefault(word, []).append(name)
            for variable in module.variables:
                call = _table_call(project, f"{module.name}.{variable}")
                first = call[2].argument(0) if call is not None else None
                if isinstance(first, Constant):
                    for word in {str(first.value), variable}:
                        found.setdefault(word, []).append(f"{module.name}.{variable}")
        project.memo[key] = found
    return project.memo[key]  # type: ignore[return-value]


def snake_case(name: str) -> str:
    """`order_item` for `OrderItem`, as Flask-SQLAlchemy names tables."""
    name = re.sub(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))", r"_\1", name)
    return name.lower().lstrip("_")


# -- tables -----------------------------------------------------------------------------------------


def _table_call(project: Codebase, name: str) -> tuple[Module, int, Call] | None:
    """`users = Table("users", metadata, Column("id", Integer, primary_key=True), ...)`"""
    module, inner = project.split(name)
    if module is None or "." in inner or len(module.variables.get(inner, ())) != 1:
        return None
    line, end = module.variables[inner][0]
    if "Table(" not in "".join(project.lines(module.path)[line - 1 : end]):
        return None
    step = project.statement(module, line, end)
    value = step.value if step is not None else None
    if not isinstance(value, Call):
        return None
    symbol = resolve(project, module, value.callee)
    plain = symbol is not None and symbol.name in ("sqlalchemy.Table", "sqlalchemy.schema.Table")
    handed_on = (dotted_name(value.callee) or "").endswith("db.Table")
    return (module, line, value) if plain or handed_on else None


def _table_columns(project: Codebase, name: str) -> Iterator[tuple[Column, ModelAttribute]]:
    found = _table_call(project, name)
    if found is None:
        return
    module, _, value = found
    for arg in value.args[2:] if len(value.args) > 2 else ():
        if not isinstance(arg.value, Call):
            continue
        column_name = arg.value.argument(0)
        if not (dotted_name(arg.value.callee) or "").endswith("Column"):
            continue
        if not isinstance(column_name, Constant):
            continue
        held = Step("assign", arg.value.span, (0,), value=arg.value)
        reader = ModelAttribute(
            project, module, name, "sqlalchemy", str(column_name.value), held, _kinds(project)
        )
        column = reader.column()
        if column is not None:
            yield column, reader


def _table_entity(project: Codebase, name: str) -> Entity | None:
    found = _table_call(project, name)
    if found is None:
        return None
    module, line, value = found
    first = value.argument(0)
    columns: dict[str, Column] = {}
    primary: list[str] = []
    unique = _table_constraints(Display("tuple", tuple(a.value for a in value.args)))
    for column, reader in _table_columns(project, name):
        columns[column.attribute] = column
        if reader.is_primary:
            primary.append(column.attribute)
        if reader.is_unique:
            unique.append((column.attribute,))
    columns |= {p: replace(columns[p], nullable=False) for p in primary}
    keys = ((tuple(primary),) if primary else ()) + tuple(unique)
    table = str(first.value) if isinstance(first, Constant) else ""
    return Entity(
        name, table, "table", columns, tuple(primary), keys, where=f"{module.path}:{line}"
    )


def _mapped_entity(project: Codebase, name: str) -> Entity | None:
    """A class that is mapped to a table elsewhere, with the attributes that this gives it."""
    mapped = mapped_class(project, name)
    table = _table_entity(project, mapped.table) if mapped is not None else None
    found = project.class_fact(name)
    if mapped is None or table is None or found is None:
        return None
    # What the class defines itself under the name of a column stays what it is.
    own = {
        attribute
        for attribute, line, end in found[1].attributes
        if (step := project.statement(found[0], line, end)) is None or step.value is not None
    }
    own |= set(found[1].methods)
    new = {c: mapped.renamed.get(c, c) for c in table.columns}
    if own & {new[p] for p in table.primary_key}:
        return None
    columns = {
        new[c]: replace(column, attribute=new[c])
        for c, column in table.columns.items()
        if new[c] not in own
    }
    relations: dict[str, str] = {}
    lazy: dict[str, str] = {}
    for attribute, call in mapped.relations.items():
        held = Step("assign", call.span, (0,), value=call)
        reader = ModelAttribute(
            project, mapped.module, name, "sqlalchemy", attribute, held, _kinds(project)
        )
        reader.column()
        relations[attribute] = reader.relation or ""
        lazy[attribute] = reader.lazy
    return replace(
        table,
        name=name,
        library="sqlalchemy",
        columns=columns,
        primary_key=tuple(new[c] for c in table.primary_key),
        unique=tuple(
            tuple(new[c] for c in key) for key in table.unique if all(c in new for c in key)
        ),
        relations=relations,
        lazy=lazy,
        where=f"{found[0].path}:{found[1].line}",
    )
