"""The column that one attribute of a model is, in the spelling of each library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

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
from codemods.model.queries import Column, ColumnKind
from codemods.project.accounts import is_user_model, user_model
from codemods.project.annotations import resolve, type_of_annotation
from codemods.project.codebase import Codebase, Module
from codemods.project.model_libraries import entity_like, maps_annotations
from codemods.project.types import Type, dotted_name, members

_PYTHON_KINDS: dict[str, ColumnKind] = {
    "int": "int", "str": "text", "bool": "bool", "float": "float", "bytes": "bytes",
    "uuid.UUID": "uuid", "datetime.date": "date", "datetime.datetime": "datetime",
    "decimal.Decimal": "decimal", "dict": "json", "list": "json",
}  # fmt: skip
# source: SQLAlchemy 2.0 documentation, "The Type Hierarchy" (generic and upper-case types).
_NARROW = frozenset(["Integer", "INTEGER", "INT", "SmallInteger", "SMALLINT"])
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


@dataclass(frozen=True, slots=True)
class Kinds:
    """Asks other models and tables what their columns hold."""

    of_key: Callable[[str], ColumnKind]  # by the dotted class: its one primary key
    of_reference: Callable[[str], ColumnKind]  # by `table.column`


def way_of(given: Expr | None) -> str:
    """When a relationship loads its rows, as its `lazy` says; "?" when that is not known.

    source: SQLAlchemy documentation, "Relationships API": True is `select`, False `joined`, None `noload`.
    """
    match given:
        case None | Constant(value=True):
            return "select"
        case Constant(value=False):
            return "joined"
        case Constant(type="str", value=way):
            return str(way)
        case Constant(value=None):
            return "noload"
        case _:
            return "?"


class ModelAttribute:
    """One assignment or annotation in the body of a model class."""

    def __init__(
        self,
        project: Codebase,
        module: Module,
        owner: str,
        library: str,
        name: str,
        step: Step,
        kinds: Kinds,
    ) -> None:
        self.project = project
        self.kinds = kinds
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
        return way_of(words.get("lazy"))

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
        if found is None and any(head != "deferred" for head, _ in calls):
            # `column_property(...)`: a value that the database computes, and that an object which is
            # loaded already keeps as it was.
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
        narrow = any((dotted_name(_head(g)) or "").rpartition(".")[2] in _NARROW for g in given)
        if kind == "unknown":
            kind = self._python_kind(declared)
            narrow = kind == "int" and not references and not maps_annotations(self.project, "int")
            if kind == "text" and maps_annotations(self.project):
                kind = "custom"
        elif kind == "text" and self._collated(given):
            kind, sql_type = "folded", "text"
        if kind == "uuid" and declared is not None and self._python_kind(declared) == "text":
            kind = "custom"
        if kind == "unknown" and references:
            kind = self.kinds.of_reference(references)
        self.is_primary = words.get("primary_key") == Constant("bool", True)
        self.is_unique = words.get("unique") == Constant("bool", True)
        nullable = self._nullable(words, declared)
        later = words.get("deferred") == Constant("bool", True) or any(
            head == "deferred" for head, _ in calls
        )
        return Column(
            self.name, name, kind, nullable, references, sql_type=sql_type, deferred=later,
            enumeration=self._enumeration(calls, declared) if kind == "enum" else "",
            narrow=narrow and kind == "int",
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
            head = _head(part)
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
            kind = self.kinds.of_key(target)
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


def _reference(target: Expr | None) -> str:
    if isinstance(target, Constant) and isinstance(target.value, str):
        return target.value
    if isinstance(target, Attribute):
        return dotted_name(target) or ""
    return ""


def _head(expr: Expr) -> Expr:
    """`Integer` of `Integer()`."""
    return expr.callee if isinstance(expr, Call) else expr
