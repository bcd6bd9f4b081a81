"""Which tables and models a project has: columns, keys, and what is unique."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Step,
    walk,
)
from codemods.model.queries import Column, ColumnKind, Entity, Manager
from codemods.project.accounts import is_user_model, user_model
from codemods.project.annotations import resolve, type_of_annotation
from codemods.project.codebase import Codebase, Module
from codemods.project.ddl import tables_of_project
from codemods.project.library_models import columns_of, entity_of_library
from codemods.project.managers import manager_in_meta, managers_of
from codemods.project.mappings import mapped_class
from codemods.project.options import Options, options_of
from codemods.project.types import Type, dotted_name, members

_PYTHON_KINDS: dict[str, ColumnKind] = {
    "int": "int", "str": "text", "bool": "bool", "float": "float", "bytes": "bytes",
    "uuid.UUID": "uuid", "datetime.date": "date", "datetime.datetime": "datetime",
    "decimal.Decimal": "decimal", "dict": "json", "list": "json",
}  # fmt: skip
# source: SQLAlchemy 2.0 documentation, "The Type Hierarchy" (generic and upper-case types).
_SQLALCHEMY_KINDS: dict[str, ColumnKind] = {
    "Integer": "int", "INTEGER": "int", "INT": "int", "BigInteger": "int", "BIGINT": "int",
    "SmallInteger": "int", "SMALLINT": "int", "String": "text", "Text": "text", "Unicode": "text",
    "UnicodeText": "text", "VARCHAR": "text", "TEXT": "text", "NVARCHAR": "text", "CHAR": "folded",
    "NCHAR": "folded", "CITEXT": "folded", "Boolean": "bool", "BOOLEAN": "bool", "Date": "date",
    "DATE": "date", "DateTime": "datetime", "DATETIME": "datetime", "TIMESTAMP": "datetime",
    "Numeric": "decimal", "NUMERIC": "decimal", "DECIMAL": "decimal", "Float": "float",
    "FLOAT": "float", "REAL": "float", "Double": "float", "Enum": "enum", "ENUM": "enum",
    "Uuid": "uuid", "UUID": "uuid", "LargeBinary": "bytes", "JSON": "json", "JSONB": "json",
    "ARRAY": "json",
}  # fmt: skip
# As a list of values is cast to it: `char` without a length would cut them.
_OWN_EQUALITY = {"CITEXT": "citext", "CHAR": "bpchar", "NCHAR": "bpchar"}
# source: Django documentation, "Model field reference"; CITextField and its like fold case.
_DJANGO_KINDS: dict[str, ColumnKind] = {
    "AutoField": "int", "BigAutoField": "int", "SmallAutoField": "int", "IntegerField": "int",
    "BigIntegerField": "int", "SmallIntegerField": "int", "PositiveIntegerField": "int",
    "PositiveBigIntegerField": "int", "PositiveSmallIntegerField": "int", "CharField": "text",
    "TextField": "text", "SlugField": "text", "EmailField": "text", "URLField": "text",
    "FilePathField": "text", "BooleanField": "bool", "DateField": "date",
    "DateTimeField": "datetime", "DecimalField": "decimal", "FloatField": "float",
    "UUIDField": "uuid", "BinaryField": "bytes", "JSONField": "json", "CITextField": "folded",
    "CICharField": "folded", "CIEmailField": "folded", "GenericIPAddressField": "custom",
    # Tortoise and peewee name theirs alike; these are the ones that differ.
    "IntField": "int", "BigIntField": "int", "SmallIntField": "int", "CharEnumField": "enum",
    "IntEnumField": "enum", "DatetimeField": "datetime", "FixedCharField": "folded",
    "BigBitField": "bytes", "DoubleField": "float",
}  # fmt: skip
_FOREIGN_KEYS = ("ForeignKey", "OneToOneField", "ForeignKeyField", "OneToOne")
_RELATIONS = (
    "relationship", "Relationship", "ManyToManyField", "GenericForeignKey", "GenericRelation",
    "association_proxy", "backref", "ReverseRelation", "ManyToManyRelation",
)  # fmt: skip
_OWN_WAYS = {"sa_relationship_kwargs", "primaryjoin", "secondaryjoin"}
# What an attribute of the class is; objects of the class have the value inside.
_MAPPED = ("Mapped", "WriteOnlyMapped", "DynamicMapped")
_ORM_BASES = {
    "django.db.models.Model": "django",
    "tortoise.models.Model": "tortoise",
    "tortoise.Model": "tortoise",
    "peewee.Model": "peewee",
    "sqlmodel.SQLModel": "sqlmodel",
}


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
    library = _library_of(project, name)
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
                reader = _Attribute(project, owned[0], owner, library, attribute, step)
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


def _library_of(project: Codebase, name: str) -> str | None:
    order = project.mro(name)
    for base in order:
        if base in _ORM_BASES:
            return _ORM_BASES[base]
    if len(order) > 1 and _has_django_fields(project, order):
        return "django"
    for owner in order:
        found = project.class_fact(owner)
        if found is None:
            continue
        for attribute, line, end in found[1].attributes:
            if attribute in ("__tablename__", "__table__", "__mapper_args__"):
                return "sqlalchemy"
            text = "".join(project.lines(found[0].path)[line - 1 : end])
            if "mapped_column(" in text or "Column(" in text or "Mapped[" in text:
                return "sqlalchemy"
    return None


def _has_django_fields(project: Codebase, order: tuple[str, ...]) -> bool:
    """Whether a class below one that is not known is a model of Django: only models have fields."""
    if not any(
        project.class_fact(o) is None and o.rpartition(".")[2].endswith(("Model", "?", "Mixin"))
        for o in order
    ):
        return False
    for owner in order:
        found = project.class_fact(owner)
        if found is None:
            continue
        for _, line, end in found[1].attributes:
            step = project.statement(found[0], line, end)
            if step is None or not isinstance(step.value, Call):
                continue
            symbol = resolve(project, found[0], step.value.callee)
            if symbol is not None and symbol.name.startswith("django.db.models."):
                if symbol.name.endswith(("Field", ".ForeignKey")):
                    return True
    return False


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


# -- attributes -------------------------------------------------------------------------------------


class _Attribute:
    """One assignment or annotation in the body of a model class."""

    def __init__(
        self, project: Codebase, module: Module, owner: str, library: str, name: str, step: Step
    ) -> None:
        self.project = project
        self.module = module
        self.owner = owner
        self.library = library
        self.name = name
        self.step = step
        self.is_primary = False
        self.is_unique = False
        self.relation: str | None = None
        self.lazy = "?"

    def column(self) -> Column | None:
        """The column the attribute stands for; None for everything else."""
        if self.name.startswith("__") or self.name in ("objects", "query", "metadata"):
            return None
        calls = list(self._calls())
        for head, call in calls:
            if head in _RELATIONS:
                self.relation = self._target(call)
                self.lazy = self._lazy(head, call)
                return None
            if head in _FOREIGN_KEYS and self.library in ("django", "tortoise", "peewee"):
                return self._foreign_key(head, call)
        if self.library in ("sqlalchemy", "sqlmodel"):
            return self._mapped(calls)
        for head, call in calls:
            if head in _DJANGO_KINDS or head.endswith("Field"):
                return self._field(head, call)
        return None

    def _lazy(self, head: str, call: Call) -> str:
        """When a relationship of SQLAlchemy loads its rows: `select` is when they are read."""
        words = {a.keyword: a.value for a in call.args}
        # A join of its own may depend on more than keys.
        plain = not any(a.star for a in call.args) and not words.keys() & _OWN_WAYS
        if head not in ("relationship", "Relationship") or not plain:
            return "?"
        given = words.get("lazy", Constant("str", "select"))
        return str(given.value) if isinstance(given, Constant) else "?"

    def _calls(self) -> Iterator[tuple[str, Call]]:
        """The calls of the value and of an `Annotated` alias, outermost first, with short names."""
        sources = [self.step.value, self._annotated()]
        for source in sources:
            if isinstance(source, Call):
                yield (dotted_name(source.callee) or "?").rpartition(".")[2], source

    def _annotated(self) -> Expr | None:
        """`mapped_column(...)` inside `Annotated[...]`, also behind a name (`intpk`)."""
        note = self.step.annotation
        for _ in range(3):
            if not isinstance(note, Item):
                break
            head = (dotted_name(note.value) or "").rpartition(".")[2]
            parts = note.key.items if isinstance(note.key, Display) else (note.key,)
            if head == "Annotated":
                return next((p for p in parts[1:] if isinstance(p, Call)), None)
            note = parts[0]
        if isinstance(note, Name):
            symbol = resolve(self.project, self.module, note)
            if symbol is not None and symbol.kind == "variable":
                module, inner = self.project.split(symbol.name)
                where = module.variables.get(inner, ()) if module else ()
                step = self.project.statement(module, *where[0]) if module and where else None
                if step is not None and isinstance(step.value, Item):
                    key = step.value.key
                    parts = key.items if isinstance(key, Display) else ()
                    return next((p for p in parts if isinstance(p, Call)), None)
        return None

    def _type(self) -> Type | None:
        note = self.step.annotation
        if isinstance(note, Item) and (dotted_name(note.value) or "").rpartition(".")[2] in _MAPPED:
            note = note.key
        return type_of_annotation(self.project, self.module, note, self.owner)

    def _python_kind(self, type_: Type | None) -> ColumnKind:
        parts = members(type_)
        if len(parts) != 1:
            return "unknown"
        name = parts[0].name
        if name in _PYTHON_KINDS:
            return _PYTHON_KINDS[name]
        if any(b.startswith("enum.") for b in self.project.mro(name)):
            return "enum"
        return "unknown"

    def _mapped(self, calls: list[tuple[str, Call]]) -> Column | None:
        found = next((c for h, c in calls if h in ("mapped_column", "Column", "Field")), None)
        declared = self._type()
        note = self.step.annotation
        wrapped = isinstance(note, Item) and (dotted_name(note.value) or "").endswith("Mapped")
        if found is None and not (self.library == "sqlmodel" and note is not None) and not wrapped:
            return None
        if found is None and any(
            self.project.class_fact(p.name) and entity_like(self.project, p.name)
            for t in members(declared)
            for p in (t, *t.args)
        ):
            self.relation = ""
            return None
        words: dict[str | None, Expr] = {
            a.keyword: a.value for c in calls for a in c[1].args if a.keyword
        }
        given = [a.value for _, c in calls for a in c.args if not a.keyword]
        inner = words.get("sa_column")
        if isinstance(inner, Call):
            words |= {a.keyword: a.value for a in inner.args if a.keyword}
            given += [a.value for a in inner.args if not a.keyword]
        name = next((str(g.value) for g in given if isinstance(g, Constant)), self.name)
        given += [words[k] for k in ("type_", "sa_type") if k in words]
        kind, references, sql_type = self._sql_type(given)
        if "foreign_key" in words and isinstance(words["foreign_key"], Constant):
            references = str(words["foreign_key"].value)
        if kind == "unknown":
            kind = self._python_kind(declared)
            if kind == "text" and _maps_annotations(self.project):
                kind = "custom"
        elif kind == "text" and self._collated(given):
            kind, sql_type = "folded", "text"
        if kind == "uuid" and declared is not None and self._python_kind(declared) == "text":
            kind = "custom"
        if kind == "unknown" and references:
            kind = _referenced_kind(self.project, references)
        self.is_primary = words.get("primary_key") == Constant("bool", True)
        self.is_unique = words.get("unique") == Constant("bool", True)
        nullable = self._nullable(words, declared)
        later = words.get("deferred") == Constant("bool", True) or any(
            head == "deferred" for head, _ in calls
        )
        return Column(
            self.name, name, kind, nullable, references, sql_type=sql_type, deferred=later,
            enumeration=self._enumeration(calls, declared) if kind == "enum" else "",
        )  # fmt: skip

    def _enumeration(self, calls: list[tuple[str, Call]], declared: Type | None = None) -> str:
        """The enumeration of a column: of its annotation, or given to `Enum(...)`."""
        named = [p.name for p in members(declared)]
        for _, call in calls:
            for part in (a for arg in call.args for a in walk(arg.value)):
                symbol = resolve(self.project, self.module, part)
                if symbol is not None and symbol.kind == "class":
                    named.append(symbol.name)
        found = {n for n in named if any(b.startswith("enum.") for b in self.project.mro(n))}
        return found.pop() if len(found) == 1 else ""

    def _nullable(self, words: dict[str | None, Expr], declared: Type | None) -> bool:
        if "nullable" in words:
            return words["nullable"] != Constant("bool", False)
        if declared is not None:
            return declared.optional
        return True

    def _collated(self, given: list[Expr]) -> bool:
        """`String(collation=...)`: what it compares alike is for that collation to say."""
        return any(
            isinstance(g, Call)
            and (dotted_name(g.callee) or "").rpartition(".")[2] in _SQLALCHEMY_KINDS
            and (len(g.args) > 1 or any(a.keyword == "collation" or a.star for a in g.args))
            for g in given
        )

    def _sql_type(self, given: list[Expr]) -> tuple[ColumnKind, str, str]:
        """What the column holds, what it references, and its type where equality is its own."""
        kind: ColumnKind = "unknown"
        references = sql_type = ""
        for part in given:
            head = part.callee if isinstance(part, Call) else part
            dotted = dotted_name(head) or ""
            short = dotted.rpartition(".")[2]
            if short == "ForeignKey" and isinstance(part, Call):
                target = part.argument(0)
                references = _reference(target)
                continue
            if not dotted or isinstance(part, Constant):
                continue
            symbol = resolve(self.project, self.module, head)
            if symbol is not None and symbol.kind in ("class", "variable"):
                kind, sql_type = "custom", ""
            elif short in _SQLALCHEMY_KINDS:
                kind = _SQLALCHEMY_KINDS[short]
                sql_type = _OWN_EQUALITY.get(short, "")
                if short in ("UUID", "Uuid") and isinstance(part, Call):
                    flags = {a.keyword: a.value for a in part.args}
                    if flags.get("as_uuid") == Constant("bool", False):
                        kind = "custom"
            elif short not in ("Identity", "Sequence", "Computed", "CheckConstraint"):
                kind = "custom"
        return kind, references, sql_type

    def _foreign_key(self, head: str, call: Call) -> Column:
        words = {a.keyword: a.value for a in call.args if a.keyword}
        target = self._target(call)
        nullable = words.get("null") == Constant("bool", True)
        self.is_unique = head.startswith("OneToOne") or words.get("unique") == Constant(
            "bool", True
        )
        self.is_primary = words.get("primary_key") == Constant("bool", True)
        attribute = f"{self.name}_id"
        column = words.get("db_column") or words.get("column_name") or words.get("source_field")
        name = str(column.value) if isinstance(column, Constant) else attribute
        if self.library == "peewee":
            attribute, name = self._peewee_key(name if column is not None else "", words)
        kind: ColumnKind = "unknown"
        if "to_field" in words or "field" in words:
            kind = "unknown"
        else:
            kind = _kind_of_key(self.project, target)
        related = words.get("related_name") or words.get("backref")
        back = str(related.value) if isinstance(related, Constant) else ""
        single = head.startswith("OneToOne") and self.library in ("django", "tortoise")
        if related == Constant("bool", False):
            back = ""  # Tortoise gives none then
        elif not back and self.library == "tortoise":
            back = f"{self.owner.rpartition('.')[2].lower()}s"
        elif not back:
            back = self.owner.rpartition(".")[2].lower() + ("" if single else "_set")
        constrained = words.get("db_constraint") != Constant("bool", False)
        return Column(
            attribute, name, kind, nullable, target, self.name, related_name=back,
            constrained=constrained, single=single,
            lazy=words.get("lazy_load") != Constant("bool", False),
        )  # fmt: skip

    def _peewee_key(self, column: str, words: Mapping[str, Expr]) -> tuple[str, str]:
        """The attribute that holds the key, and its column: the attribute is called after the column.

        source: `ForeignKeyField.bind` of peewee.
        """
        plain = self.name if self.name.endswith("_id") else f"{self.name}_id"
        column = column or plain
        given = words.get("object_id_name")
        attribute = str(given.value) if isinstance(given, Constant) else column
        return (f"{attribute}_id" if attribute == self.name else attribute), column

    def _target(self, call: Call) -> str:
        """The dotted class a relation leads to; "" when it cannot be told."""
        first = call.argument(0, "to") or call.argument(0, "model")
        if first is None:
            note = self._type()
            for part in members(note):
                for inner in (part, *part.args):
                    if self.project.class_fact(inner.name):
                        return inner.name
            return ""
        if self.library == "django" and is_user_model(first):
            return user_model(self.project)
        if isinstance(first, Constant) and isinstance(first.value, str):
            if first.value == "self":
                return self.owner
            short = first.value.rpartition(".")[2]
            if self.library == "django":
                brought = _labelled(self.project, first.value)
                if len(brought) == 1 and not _in_app(self.project, first.value):
                    return brought[0]
            symbol = self.project.lookup(self.module, short)
            if symbol.kind == "class":
                return symbol.name
            same = [
                f"{m.name}.{short}" for m in self.project.modules.values() if short in m.classes
            ]
            return same[0] if len(same) == 1 else ""
        symbol2 = resolve(self.project, self.module, first)
        if symbol2 is None or symbol2.kind not in ("class", "external"):
            return ""
        known = symbol2.kind == "class" or self.project.catalogue.model(symbol2.name) is not None
        return self.project.catalogue.canonical(symbol2.name) if known else ""

    def _field(self, head: str, call: Call) -> Column:
        words = {a.keyword: a.value for a in call.args if a.keyword}
        kind: ColumnKind = _DJANGO_KINDS.get(head, "custom")
        symbol = resolve(self.project, self.module, call.callee)
        if symbol is not None and symbol.kind == "class":
            kind = "custom"
        if "db_collation" in words or "collation" in words:
            kind = "folded" if kind == "text" else kind
        self.is_primary = (
            words.get("primary_key") == Constant("bool", True)
            or words.get("pk") == Constant("bool", True)
            or head == "PrimaryKeyField"
            or (self.library == "peewee" and head in ("AutoField", "BigAutoField"))
        )
        self.is_unique = words.get("unique") == Constant("bool", True)
        if words.get("generated") == Constant("bool", True) and self.library == "tortoise":
            self.is_primary = True
        nullable = words.get("null") == Constant("bool", True)
        column = words.get("db_column") or words.get("column_name") or words.get("source_field")
        name = str(column.value) if isinstance(column, Constant) else self.name
        enumeration = self._enumeration([(head, call)]) if kind == "enum" else ""
        return Column(self.name, name, kind, nullable, enumeration=enumeration)


def _labelled(project: Codebase, label: str) -> list[str]:
    """The models of a library that `auth.Group` may mean."""
    app, _, short = label.rpartition(".")
    return [
        name
        for name in project.catalogue.models()
        if name.rpartition(".")[2] == short and app and app in name.split(".")
    ]


def _in_app(project: Codebase, label: str) -> bool:
    """Whether an application of the project's own may have the model that is named by a label."""
    app, _, short = label.rpartition(".")
    return any(
        short in module.classes and app in module.name.split(".")
        for module in project.modules.values()
    )


def _maps_annotations(project: Codebase) -> bool:
    """Whether a project says itself which column types its annotations mean."""
    key = ("maps annotations",)
    if key not in project.memo:
        project.memo[key] = any(
            attribute == "type_annotation_map"
            for module in project.modules.values()
            for fact in module.facts.classes
            for attribute, line, end in fact.attributes
            if any("str" in row for row in project.lines(module.path)[line - 1 : end])
        )
    return bool(project.memo[key])


_STAMPS = re.compile(
    r"""\b(?:server_default|default|insert_default|db_default)\s*=\s*(?:(?:\w+\.)*(?:func\.(?:now|current_"""
    r"""timestamp|localtimestamp|current_date)|Now)\(|(?:\w+\.)*text\(\s*["'](?:now\(|current_))""",
    re.IGNORECASE,
)


def is_stamped(project: Codebase, name: str) -> bool:
    """Whether the database puts the time of the transaction into new rows of a class."""
    key = ("stamped", name)
    if key not in project.memo:
        project.memo[key] = any(
            _STAMPS.search(" ".join(project.lines(found[0].path)[line - 1 : end]))
            for owner in project.mro(name)
            if (found := project.class_fact(owner)) is not None
            for _, line, end in found[1].attributes
        )
    return bool(project.memo[key])


def entity_like(project: Codebase, name: str) -> bool:
    """Whether a class of the project stands for a table, without looking at its columns."""
    return _library_of(project, name) is not None


def _reference(target: Expr | None) -> str:
    if isinstance(target, Constant) and isinstance(target.value, str):
        return target.value
    if isinstance(target, Attribute):
        return dotted_name(target) or ""
    return ""


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
            library = _library_of(project, name) or "sqlalchemy"
            known = _Attribute(project, owned[0], owner, library, attribute, step).column()
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


def _table_columns(project: Codebase, name: str) -> Iterator[tuple[Column, _Attribute]]:
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
        reader = _Attribute(project, module, name, "sqlalchemy", str(column_name.value), held)
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
        reader = _Attribute(project, mapped.module, name, "sqlalchemy", attribute, held)
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
