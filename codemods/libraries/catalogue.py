"""The library catalogue: what code outside the project does, read from TOML files.

One file per library::

    name = "asyncpg"                 # shown by `refactor patterns`
    imports = ["asyncpg"]            # it is read when a project imports one of these
    always = false                   # true: it is always read

    [types."asyncpg.Pool"]
    aliases = ["asyncpg.pool.Pool"]  # other names of the same type
    concurrency = "shareable"        # shareable, exclusive or serial: it carries a connection
    carries = "database"
    bounds_itself = true

    [types."asyncpg.Pool".calls]
    fetch = { effect = "sql", sql = 0, await = true, returns = "list[asyncpg.Record]" }

    [functions]
    "asyncpg.create_pool" = { await = true, returns = "asyncpg.Pool", opens = true }
    "math.floor" = "int"             # short for a pure function that cannot fail and returns this
    "math.sqrt" = "!float"           # the same, but it may fail: ValueError

The keys of a call are the fields of `CallFact` (`await` stands for `is_async`), those of a type the
fields of `TypeFact`. More tables: `[models."..."]` says what the models of a library are (the fields
of `ModelFact`), `[aliases]` maps names to canonical ones, and `[exceptions]` maps exceptions to their
bases.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from codemods.errors import RefactorError
from codemods.libraries.facts import (
    DECORATORS,
    EFFECTS,
    RESOURCES,
    TRANSACTIONS,
    CallFact,
    ModelFact,
    TypeFact,
)

__all__ = ["CallFact", "Catalogue", "ModelFact", "TypeFact", "load", "shipped"]

_FOLDER = Path(__file__).parent
_CALL_KEYS = {f.name for f in fields(CallFact)} - {"name", "known", "is_async"} | {"await"}
_TYPE_KEYS = {f.name for f in fields(TypeFact)} - {"name"} | {"aliases", "calls"}
_MODEL_KEYS = {f.name for f in fields(ModelFact)} - {"name"}
_INNER = {"awaited", "called", "entered", "constructor"}
_TOP_KEYS = {
    "name",
    "title",
    "imports",
    "always",
    "types",
    "functions",
    "aliases",
    "exceptions",
    "values",
    "models",
}


class Catalogue:
    """All facts that hold for one project."""

    def __init__(self) -> None:
        self._types: dict[str, TypeFact] = {}
        self._methods: dict[str, dict[str, CallFact]] = {}
        self._functions: dict[str, CallFact] = {}
        self._aliases: dict[str, str] = {}
        self._exceptions: dict[str, tuple[str, ...]] = {}
        self._values: dict[str, str] = {}
        self._models: dict[str, ModelFact] = {}
        self._found: dict[tuple[str, str], CallFact | None] = {}

    # -- questions ------------------------------------------------------------------------------

    def canonical(self, name: str) -> str:
        """The one name for things that can be imported under several."""
        seen = 0
        while seen < 5:
            if name in self._aliases:
                name = self._aliases[name]
            else:
                head, _, tail = name.rpartition(".")
                if not head or head not in self._aliases:
                    return name
                name = f"{self._aliases[head]}.{tail}"
            seen += 1
        return name

    def type(self, name: str) -> TypeFact | None:
        return self._types.get(name) or self._types.get(self._aliases.get(name, ""))

    def function(self, name: str) -> CallFact | None:
        """A function, a class as a constructor, or a static or class method by its full name."""
        found = self._functions.get(name)
        if found is None:
            canonical = self.canonical(name)
            found = self._functions.get(canonical)
            if found is None:
                head, _, tail = canonical.rpartition(".")
                if head in self._types:
                    return self.method(head, tail)
        return found

    def names(self, name: str) -> bool:
        """Whether something of an outside package is known under this name, or under what is in it."""
        if self.function(name) or self.type(name) or self.canonical(name) in self._exceptions:
            return True
        inside = f"{name}."
        return any(known.startswith(inside) for known in (*self._functions, *self._types))

    def method(self, type_name: str, name: str) -> CallFact | None:
        """A method of a type, its bases included."""
        key = (type_name, name)
        if key not in self._found:
            self._found[key] = self._method(self.canonical(type_name), name)
        return self._found[key]

    def _method(self, type_name: str, name: str) -> CallFact | None:
        declared = self._functions.get(f"{type_name}.{name}")
        if declared is not None:
            return declared
        for owner in self._line(type_name):
            found = self._methods.get(owner, {}).get(name)
            if found is not None:
                return found
        return None

    def attribute(self, type_name: str, name: str) -> str | None:
        """The type text of a plain attribute of a type, its bases included; `*` stands for any."""
        anything: str | None = None
        for owner in self._line(self.canonical(type_name)):
            fact = self._types.get(owner)
            if fact is not None and name in fact.attributes:
                return fact.attributes[name]
            if fact is not None and anything is None and not name.startswith("_"):
                anything = fact.attributes.get("*")
        return anything

    def attribute_of_module(self, name: str) -> str:
        """The type text of a module-level value (`os.environ`), "" when there is none."""
        return self._values.get(self.canonical(name), "")

    def model(self, name: str) -> ModelFact | None:
        """What a model that a library brings says of its table."""
        return self._models.get(self.canonical(name))

    def models(self) -> tuple[str, ...]:
        """The models with tables that libraries bring."""
        return tuple(name for name, fact in self._models.items() if fact.table)

    def is_exception(self, name: str) -> bool:
        return name in self._exceptions or name.rpartition(".")[2].endswith(("Error", "Exception"))

    def exception_bases(self, name: str) -> tuple[str, ...]:
        """All bases of an exception that the catalogue knows."""
        found: list[str] = []
        pending = list(self._exceptions.get(self.canonical(name), ()))
        while pending:
            base = pending.pop(0)
            if base not in found:
                found.append(base)
                pending += self._exceptions.get(base, ())
        return tuple(found)

    def bases(self, name: str) -> list[str]:
        """All bases of an outside type, nearest first."""
        return self._line(self.canonical(name))[1:]

    def _line(self, name: str) -> list[str]:
        line: list[str] = []
        pending = [name]
        while pending:
            here = pending.pop(0)
            if here not in line:
                line.append(here)
                fact = self._types.get(here)
                pending += [self.canonical(b) for b in fact.bases] if fact else []
        return line

    # -- building -------------------------------------------------------------------------------

    def add(self, document: Mapping[str, Any], where: str) -> None:
        """Take in one catalogue file; RefactorError names what is wrong in it."""
        _check_keys(document, _TOP_KEYS, where)
        for name, bases in document.get("exceptions", {}).items():
            self._exceptions[name] = (bases,) if isinstance(bases, str) else tuple(bases)
        self._aliases.update(document.get("aliases", {}))
        self._values.update(document.get("values", {}))
        for name, table in document.get("types", {}).items():
            self._add_type(name, table, f"{where}: types.{name}")
        for name, table in document.get("models", {}).items():
            self._models[name] = _model(name, table, f"{where}: models.{name}")
        for name, table in document.get("functions", {}).items():
            self._functions[name] = _call(name, table, "", f"{where}: functions.{name}")

    def _add_type(self, name: str, table: Mapping[str, Any], where: str) -> None:
        _check_keys(table, _TYPE_KEYS, where)
        values: dict[str, Any] = {}
        carries = table.get("carries", "")
        for key, value in table.items():
            if key in ("aliases", "calls"):
                continue
            if key in _INNER:
                values[key] = _call(f"{name}.{key}", value, carries, f"{where}.{key}")
            elif key == "attributes":
                values[key] = MappingProxyType(dict(value))
            else:
                values[key] = tuple(value) if isinstance(value, list) else value
        if values.get("transaction", "") not in TRANSACTIONS:
            raise RefactorError(f"{where}: unknown transaction `{values['transaction']}`")
        self._types[name] = TypeFact(name, **values)
        for alias in table.get("aliases", ()):
            self._aliases[alias] = name
        methods = self._methods[name] = dict(self._methods.get(name, {}))
        for method, fact in table.get("calls", {}).items():
            methods[method] = _call(f"{name}.{method}", fact, carries, f"{where}.{method}")

    def include(self, other: Catalogue) -> None:
        """Take in all that another one knows, as if its files were added here."""
        self._exceptions |= other._exceptions
        self._aliases |= other._aliases
        self._values |= other._values
        self._types |= other._types
        self._models |= other._models
        self._functions |= other._functions
        for name, methods in other._methods.items():
            mine = self._methods.get(name)
            self._methods[name] = methods if mine is None else {**mine, **methods}

    def declare(self, declared: Mapping[str, str]) -> None:
        """Facts a person states: dotted name to pure, read, write or unknown. They win."""
        for name, effect in declared.items():
            resource = "" if effect == "pure" else "unknown"
            self._functions[name] = CallFact(name, effect, resource, known="declared")


def _check_keys(table: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            advice = f"Did you mean `{near[0]}`?" if near else f"Known: {', '.join(sorted(known))}."
            raise RefactorError(f"{where}: unknown key `{key}`", advice)


def _model(name: str, table: Mapping[str, Any], where: str) -> ModelFact:
    _check_keys(table, _MODEL_KEYS, where)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            values[key] = MappingProxyType(dict(value))
        elif key == "unique":
            values[key] = tuple(tuple(columns) for columns in value)
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return ModelFact(name, **values)


def _call(name: str, table: Any, carries: str, where: str) -> CallFact:
    if isinstance(table, str):
        partial = table.startswith("!")
        text = table.removeprefix("!")
        raises = ("ValueError",) if partial else ()
        return CallFact(name, returns=text, raises=raises, total=not partial)
    if not isinstance(table, Mapping):
        raise RefactorError(f"{where} must be a table or a text")
    _check_keys(table, _CALL_KEYS, where)
    values: dict[str, Any] = {}
    for key, value in table.items():
        values["is_async" if key == "await" else key] = (
            tuple(value) if isinstance(value, list) else value
        )
    effect = values.get("effect", "pure")
    if effect not in EFFECTS:
        raise RefactorError(
            f"{where}: unknown effect `{effect}`", f"Known: {', '.join(sorted(EFFECTS))}."
        )
    default = "" if effect in ("pure", "mutate") else carries
    values.setdefault(
        "resource", "log" if effect == "log" else "clock" if effect == "delay" else default
    )
    if values["resource"] and values["resource"] not in RESOURCES:
        raise RefactorError(f"{where}: unknown resource `{values['resource']}`")
    if values.get("decorator", "") not in DECORATORS:
        raise RefactorError(f"{where}: unknown decorator `{values['decorator']}`")
    values["mutates"] = tuple(str(m) for m in values.get("mutates", ()))
    values.setdefault("total", effect in ("pure", "mutate") and not values.get("raises"))
    return CallFact(name, **values)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RefactorError(f"cannot read {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RefactorError(f"{path} is not valid TOML: {error}") from None


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """The documents that come with the tool, by library name."""
    found = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        document = _read(path)
        found[str(document.get("name", path.stem))] = document
    return found


@cache
def _alone(name: str) -> Catalogue:
    """What one of the documents that come with the tool says; nobody adds to it."""
    catalogue = Catalogue()
    catalogue.add(shipped()[name], name)
    return catalogue


def load(
    imported: Iterable[str], extra: Sequence[Path] = (), declared: Mapping[str, str] | None = None
) -> Catalogue:
    """The catalogue for a project that imports these top-level modules.

    Raises RefactorError for a broken file in `extra`.
    """
    wanted = set(imported)
    catalogue = Catalogue()
    for name, document in shipped().items():
        if document.get("always") or wanted & set(document.get("imports", ())):
            catalogue.include(_alone(name))
    for path in extra:
        catalogue.add(_read(path), str(path))
    catalogue.declare(declared or {})
    return catalogue
