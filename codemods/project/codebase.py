"""The user's code seen whole: modules, what their names mean, and the class hierarchy."""

from __future__ import annotations

import marshal
import os
from abc import ABC, abstractmethod
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, Self

from codemods.languages.python import facts as python_facts
from codemods.languages.python.facts import ClassFact, FileFacts, FunctionFact
from codemods.languages.python.read import read_class_keywords, read_function, read_statement
from codemods.libraries.catalogue import Catalogue, load
from codemods.model.code import Expr, Function, Step
from codemods.model.effects import Place
from codemods.model.valueclass import valueclass
from codemods.project.files import SourceFile, read_source
from codemods.project.processes import process_context, uncollected
from codemods.project.types import Type
from codemods.settings import Settings

SymbolKind = Literal["function", "class", "variable", "module", "external", "builtin", "unknown"]


class FactsStore(Protocol):
    """Where facts are kept between runs, by the hash of the content."""

    def signature(self, files: Sequence[SourceFile]) -> Mapping[str, str]: ...
    def facts(self, sha: str) -> bytes | None: ...
    def store_facts(self, sha: str, blob: bytes) -> None: ...


class View(Protocol):
    """One function seen from inside; `codemods.project.scope.Scope` is what it looks like."""

    @property
    def project(self) -> Codebase: ...
    @property
    def module(self) -> Module: ...
    @property
    def function(self) -> Function: ...
    @property
    def self_type(self) -> Type | None: ...
    @property
    def receiver(self) -> str | None: ...
    def symbol_of(self, expr: Expr) -> Symbol | None: ...
    def type_of(self, expr: Expr, at: Step | None = None) -> Type | None: ...
    def place_of(self, expr: Expr, at: Step | None = None, depth: int = 0) -> Place: ...


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be read, and why."""

    path: str
    reason: str


@valueclass(frozen=True, slots=True)
class Symbol:
    """What a name stands for; `name` is dotted and canonical, or a reason when unknown."""

    kind: SymbolKind
    name: str


UNKNOWN = Symbol("unknown", "")
# Of so many files the lines are kept; questions lead from file to file and back.
_MOST_TEXTS = 5000


class Module:
    """One file of the project and its names."""

    def __init__(self, name: str, path: str, facts: FileFacts) -> None:
        self.name = name
        self.path = path
        self.facts = facts
        self.is_package = path.endswith("__init__.py")
        self.functions: dict[str, list[FunctionFact]] = defaultdict(list)
        for function in facts.functions:
            self.functions[function.name].append(function)
        self.classes: dict[str, ClassFact] = {c.name: c for c in facts.classes}
        self.imports = {i.local: i for i in facts.imports}
        self.variables: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for variable, line, end in facts.variables:
            self.variables[variable].append((line, end))

    @property
    def package(self) -> str:
        return self.name if self.is_package else self.name.rpartition(".")[0]


class Codebase(ABC):
    """All modules of one root, with the questions that can be asked of them."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        modules: Sequence[Module],
        skipped: Sequence[Skipped],
        overlay: Mapping[str, str],
    ) -> None:
        self.root = root
        self.settings = settings
        self.skipped = tuple(skipped)
        self.by_path = {m.path: m for m in modules}
        self.modules = {m.name: m for m in modules}
        self.overlay = dict(overlay)
        self._tops = {name.partition(".")[0] for name in self.modules}
        self._imported_tops: frozenset[str] | None = None
        self._by_dotted_path = {_dotted_path(m.path): m for m in modules}
        self._packages = {
            ".".join(name.split(".")[:i])
            for name in self.modules
            for i in range(1, name.count(".") + 1)
        }
        self.catalogue = self._load_catalogue()
        self._lines: dict[str, list[str]] = {}
        self._functions: dict[tuple[str, int], Function | None] = {}
        self._named: dict[str, tuple[Function, ...]] = {}
        self._lookups: dict[tuple[str, str], Symbol] = {}
        self._statements: dict[tuple[str, int, int], Step | None] = {}
        self._classes: dict[str, tuple[Module, ClassFact] | None] = {}
        self._below: dict[str, tuple[str, ...]] = {}
        self._declared: dict[str, frozenset[str]] = {}
        self._mros: dict[str, tuple[str, ...]] = {}
        self._children: dict[str, list[str]] | None = None
        self._bases: dict[str, tuple[Expr, ...]] = {}
        self._properties: dict[str, list[str]] | None = None
        self.memo: dict[object, object] = {}  # answers of the rooms above, kept for the run
        self.mocked: frozenset[str] = frozenset(w for m in modules for w in m.facts.ordered_mocks)

    @abstractmethod
    def view(
        self,
        function: Function,
        self_type: Type | None = None,
        arguments: Mapping[str, Type] | None = None,
    ) -> View:
        """The inside of a function: types and places of its expressions."""

    @abstractmethod
    def class_held_by(self, variable: str, attribute: str = "") -> Symbol:
        """The class that a module variable (`Model = db.Model`) or its attribute (`db.Model`) is."""

    @abstractmethod
    def handed_types(self, function: Function) -> Mapping[str, Type]:
        """The types of those parameters of a function that only its callers tell."""

    # -- reading --------------------------------------------------------------------------------

    @classmethod
    def read(
        cls,
        root: Path,
        files: Sequence[SourceFile],
        settings: Settings,
        cache: FactsStore | None = None,
        jobs: int = 1,
        progress: Callable[[int, int], None] | None = None,
        overlay: Mapping[str, str] | None = None,
    ) -> Self:
        """Read the facts of all files; those the cache knows are not opened.

        `overlay` gives texts that stand in for files on disk. Files that cannot be read or parsed
        are named in `skipped`.
        """
        overlay = overlay or {}
        signature = cache.signature(files) if cache else {}
        facts: dict[str, FileFacts] = {}
        skipped: list[Skipped] = []
        missing: list[str] = []
        for file in files:
            if file.path in overlay:
                continue
            blob = cache.facts(signature[file.path]) if cache and file.path in signature else None
            if blob is None:
                missing.append(file.path)
            else:
                _accept(file.path, blob, facts, skipped)
        for path, text in sorted(overlay.items()):
            _accept(path, _blob_of(text), facts, skipped)
        done = len(files) - len(missing)
        for path, blob in _collect_all(root, missing, jobs):
            if cache and path in signature:
                cache.store_facts(signature[path], blob)
            _accept(path, blob, facts, skipped)
            done += 1
            if progress:
                progress(done, len(files))
        modules = _name_modules(facts)
        return cls(root, settings, modules, sorted(skipped, key=lambda s: s.path), overlay)

    def imported_tops(self) -> frozenset[str]:
        """The top packages that the project's files import from, `from peewee import *` as well."""
        if self._imported_tops is None:
            facts = [m.facts for m in self.modules.values()]
            named = {i.module.partition(".")[0] for f in facts for i in f.imports if not i.level}
            whole = {s.partition(".")[0] for f in facts for s, level in f.stars if not level}
            self._imported_tops = frozenset(named | whole)
        return self._imported_tops

    def _load_catalogue(self) -> Catalogue:
        imported = set(self.imported_tops())
        extra = [p for pattern in self.settings.libraries for p in sorted(self.root.glob(pattern))]
        return load(imported, extra, dict(self.settings.effects))

    def lines(self, path: str) -> list[str]:
        """The lines of a file, as facts count them."""
        found = self._lines.get(path)
        if found is None:
            text = self.overlay.get(path)
            if text is None:
                source = read_source(self.root / path)
                text = source.text or ""
            found = python_facts.split_lines(text)
            if len(self._lines) > _MOST_TEXTS:
                self._lines.clear()
            self._lines[path] = found
        return found

    def mentioning(self, *words: str) -> tuple[Module, ...]:
        """The modules in whose text any of the words stands: where looking line by line pays."""
        key = ("mentioning", words)
        if key not in self.memo:
            found = []
            for module in self.modules.values():
                text = "\n".join(self.lines(module.path))
                if any(word in text for word in words):
                    found.append(module)
            self.memo[key] = tuple(found)
        return self.memo[key]  # type: ignore[return-value]

    # -- definitions ----------------------------------------------------------------------------

    def functions_named(self, name: str) -> tuple[Function, ...]:
        """All definitions of a dotted name; overload stubs and property setters left out."""
        known = self._named.get(name)
        if known is None:
            known = self._named[name] = self._all_named(name)
        return known

    def _all_named(self, name: str) -> tuple[Function, ...]:
        module, inner = self.split(name)
        if module is None:
            return ()
        found = []
        for fact in module.functions.get(inner, ()):
            if any(
                d.rpartition(".")[2] in ("overload", "setter", "deleter") for d in fact.decorators
            ):
                continue
            function = self.function(module, fact)
            if function is not None:
                found.append(function)
        return tuple(found)

    def function(self, module: Module, fact: FunctionFact) -> Function | None:
        """The body of a function; None when its lines cannot be read alone."""
        key = (module.path, fact.line)
        if key not in self._functions:
            outer = None
            if fact.nested:
                holder = fact.name.rpartition(".")[0]
                for candidate in module.functions.get(holder, ()):
                    if candidate.line <= fact.line and fact.end_line <= candidate.end_line:
                        outer = self.function(module, candidate)
            try:
                self._functions[key] = read_function(
                    self.lines(module.path), fact, module.name, outer
                )
            except (SyntaxError, RecursionError):
                self._functions[key] = None
        return self._functions[key]

    def properties_named(self, name: str) -> tuple[Function, ...]:
        """Every property of that name in the project."""
        if self._properties is None:
            self._properties = defaultdict(list)
            for module in self.modules.values():
                for fact in module.facts.functions:
                    if fact.owner and any(
                        "property" in d.rpartition(".")[2] for d in fact.decorators
                    ):
                        self._properties[fact.name.rpartition(".")[2]].append(
                            f"{module.name}.{fact.name}"
                        )
        return tuple(
            f for dotted in self._properties.get(name, ()) for f in self.functions_named(dotted)
        )

    def local_import(self, module: Module, step: Step, name: str) -> Symbol | None:
        """What an import inside a function binds `name` to."""
        for local, target, inner, level in step.imports:
            if local == name:
                absolute = self._absolute(module, target, level)
                return None if absolute is None else self._imported(module, absolute, inner)
        return None

    def statement(self, module: Module, line: int, end: int) -> Step | None:
        """A statement of a module or class body."""
        key = (module.path, line, end)
        if key not in self._statements:
            self._statements[key] = read_statement(self.lines(module.path), line, end)
        return self._statements[key]

    def split(self, name: str) -> tuple[Module | None, str]:
        """The module a dotted name lies in, and the rest of the name."""
        head = name
        while head:
            module = self.modules.get(head)
            if module is not None:
                return module, name[len(head) + 1 :]
            head = head.rpartition(".")[0]
        return None, name

    def class_fact(self, name: str) -> tuple[Module, ClassFact] | None:
        """A class of the project with its module; None for every other name."""
        if name not in self._classes:
            self._classes[name] = self._class_fact(name)
        return self._classes[name]

    def _class_fact(self, name: str) -> tuple[Module, ClassFact] | None:
        module, inner = self.split(name)
        if module is None or inner not in module.classes:
            return None
        return module, module.classes[inner]

    def declared(self, name: str) -> frozenset[str]:
        """What the body of a project class itself defines: methods and attributes."""
        found = self._declared.get(name)
        if found is None:
            fact = self.class_fact(name)
            names = (*fact[1].methods, *(a for a, _, _ in fact[1].attributes)) if fact else ()
            found = self._declared[name] = frozenset(names)
        return found

    # -- names ----------------------------------------------------------------------------------

    def lookup(self, module: Module, name: str) -> Symbol:
        """What a name means at the top level of a module."""
        key = (module.name, name)
        found = self._lookups.get(key)
        if found is None:
            self._lookups[key] = Symbol("unknown", f"`{name}` is defined in terms of itself")
            found = self._lookups[key] = self._lookup(module, name)
        return found

    def _lookup(self, module: Module, name: str) -> Symbol:
        dotted = f"{module.name}.{name}"
        if name in module.functions and not module.functions[name][0].nested:
            if name in module.facts.rebound or name in module.variables:
                return Symbol("unknown", f"`{dotted}` is assigned more than once")
            return Symbol("function", dotted)
        if name in module.classes:
            return Symbol("class", dotted)
        if name in module.imports:
            fact = module.imports[name]
            target = self._absolute(module, fact.module, fact.level)
            if target is None:
                return Symbol("unknown", f"the import of `{name}` leads out of the project")
            return self._imported(module, target, fact.name)
        if name in module.variables:
            return Symbol("variable", dotted)
        for place, (star, level) in enumerate(module.facts.stars):
            target = self._absolute(module, star, level)
            other = self._find_module(module, target) if target else None
            if other is None:
                known = target and self.catalogue.names(f"{target}.{name}")
                if known and self._is_last_star(module, place, name):
                    return self._external(f"{target}.{name}")
                continue
            if not name.startswith("_") and (found := self.lookup(other, name)).kind not in (
                "unknown",
                "builtin",
            ):
                return found
        if module.is_package and f"{module.name}.{name}" in self.modules:
            return Symbol("module", dotted)
        if (
            self.catalogue.function(name)
            or self.catalogue.type(name)
            or self.catalogue.is_exception(name)
        ):
            return Symbol("builtin", name)
        return Symbol("unknown", f"`{name}` is not defined in `{module.name}`")

    def _is_last_star(self, module: Module, place: int, name: str) -> bool:
        """Whether no `from other import *` after that one may give the name another meaning."""
        if name.startswith("_"):
            return False
        for star, level in module.facts.stars[place + 1 :]:
            target = self._absolute(module, star, level) or ""
            other = self._find_module(module, target)
            if other is None:
                if not self.catalogue.names(target.partition(".")[0]):
                    return False
            elif self.lookup(other, name).kind not in ("unknown", "builtin"):
                return False
        return True

    def _absolute(self, module: Module, target: str, level: int) -> str | None:
        if not level:
            return target
        package = module.package.split(".") if module.package else []
        if level - 1 > len(package):
            return None
        base = package[: len(package) - (level - 1)]
        return ".".join([*base, *([target] if target else [])])

    def imported_from(self, module: Module, target: str, level: int) -> str:
        """The dotted name of the module that an import names, as the project knows it."""
        absolute = self._absolute(module, target, level) or ""
        found = self._find_module(module, absolute)
        return found.name if found is not None else absolute

    def _find_module(self, module: Module, name: str) -> Module | None:
        """A module by the name an import in `module` uses, also below a folder of its own."""
        found = self.modules.get(name)
        if found is not None:
            return found
        parts = _dotted_path(module.path).split(".")
        for end in range(len(parts) - 1, -1, -1):
            holder = self._by_dotted_path.get(".".join(parts[:end]))
            if end and holder is not None and holder.is_package:
                # An absolute import never looks into the package it stands in, but for what a
                # script in that folder (`manage.py`) has started.
                if f"{'.'.join(parts[:end])}.manage" not in self._by_dotted_path:
                    continue
            candidate = ".".join([*parts[:end], name])
            found = self._by_dotted_path.get(candidate) or self._by_dotted_path.get(
                candidate + ".__init__"
            )
            if found is not None:
                return found
        return None

    def _imported(self, module: Module, target: str, name: str | None) -> Symbol:
        other = self._find_module(module, target)
        if name is None:
            if other is not None:
                return Symbol("module", other.name)
            if target in self._packages:
                return Symbol("module", target)
            return self._external(target)
        if other is not None:
            found = self.lookup(other, name)
            if found.kind in ("unknown", "builtin"):
                inner = self._find_module(module, f"{target}.{name}")
                if inner is not None and inner is not module:
                    return Symbol("module", inner.name)
                if found.kind == "builtin":
                    return Symbol("unknown", f"`{name}` is not defined in `{other.name}`")
            return found
        inner = self._find_module(module, f"{target}.{name}")
        if inner is not None:
            return Symbol("module", inner.name)
        return self._external(f"{target}.{name}")

    def _external(self, name: str) -> Symbol:
        if name.partition(".")[0] in self._tops:
            return Symbol("unknown", f"`{name}` is not in the files that were read")
        return Symbol("external", self.catalogue.canonical(name))

    def member(self, symbol: Symbol, name: str) -> Symbol:
        """`symbol.name` for modules, classes and names from outside."""
        match symbol.kind:
            case "module":
                module = self.modules.get(symbol.name)
                if module is not None:
                    found = self.lookup(module, name)
                    if found.kind not in ("unknown", "builtin"):
                        return found
                dotted = f"{symbol.name}.{name}"
                if dotted in self.modules or dotted in self._packages:
                    return Symbol("module", dotted)
                return Symbol("unknown", f"`{dotted}` is not defined")
            case "external":
                return Symbol("external", self.catalogue.canonical(f"{symbol.name}.{name}"))
            case "builtin":
                return Symbol("builtin", f"{symbol.name}.{name}")
            case _:
                return Symbol("unknown", f"`{symbol.name}.{name}` is not known")

    # -- classes --------------------------------------------------------------------------------

    def bases(self, name: str) -> tuple[Symbol, ...]:
        """What the bases of a project class are."""
        found = self.class_fact(name)
        if found is None:
            return ()
        module, fact = found
        symbols = (self.resolve_dotted(module, base) for base in fact.bases)
        return tuple(
            self.class_held_by(symbol.name) if symbol.kind == "variable" else symbol
            for symbol in symbols
        )

    def base_expressions(self, name: str) -> tuple[Expr, ...]:
        """The bases of a class as written, with their type arguments."""
        if name not in self._bases:
            found = self.class_fact(name)
            self._bases[name] = ()
            if found is not None:
                module, fact = found
                if fact.bases:
                    self._bases[name] = read_class_keywords(
                        self.lines(module.path), fact.line, fact.end_line
                    )
        return self._bases[name]

    def resolve_dotted(self, module: Module, dotted: str) -> Symbol:
        first, *rest = dotted.split(".")
        symbol = self.lookup(module, first)
        for part in rest:
            if symbol.kind == "class":
                inner = f"{symbol.name}.{part}"
                symbol = Symbol("class", inner) if self.class_fact(inner) else UNKNOWN
            elif symbol.kind == "variable":
                held = self.class_held_by(symbol.name, part)
                symbol = held if held.kind != "unknown" else self.member(symbol, part)
            else:
                symbol = self.member(symbol, part)
        return symbol

    def mro(self, name: str) -> tuple[str, ...]:
        """The class and its bases, nearest first; outside classes by their canonical names.

        A base that is not known stands as "?".
        """
        found = self._mros.get(name)
        if found is not None:
            return found
        self._mros[name] = (name,)
        lines: list[list[str]] = []
        for base in self.bases(name):
            if base.kind == "class":
                lines.append(list(self.mro(base.name)))
            elif base.kind in ("external", "builtin"):
                lines.append([base.name, *self.catalogue.bases(base.name)])
            else:
                lines.append(["?"])
        self._mros[name] = (name, *_merge(lines))
        return self._mros[name]

    def subclasses(self, name: str) -> tuple[str, ...]:
        """All project classes below a class, direct or not, the class itself left out."""
        known = self._below.get(name)
        if known is not None:
            return known
        if self._children is None:
            self._children = defaultdict(list)
            for module in self.modules.values():
                for fact in module.facts.classes:
                    child = f"{module.name}.{fact.name}"
                    for base in self.bases(child):
                        if base.kind in ("class", "external"):
                            self._children[base.name].append(child)
        found: dict[str, None] = {}
        pending = deque(self._children.get(name, ()))
        while pending:
            child = pending.popleft()
            if child not in found:
                found[child] = None
                pending += self._children.get(child, ())
        self._below[name] = tuple(found)
        return self._below[name]

    def related(self, one: str, other: str) -> bool:
        """Whether an object can be of both classes; True when that is not known."""
        if one == other or not one or not other:
            return True
        first, second = self.mro(one), self.mro(other)
        if "?" in first or "?" in second:
            return True
        if other in first or one in second:
            return True
        return bool(set(self.subclasses(one)) & set(self.subclasses(other)))


def _merge(lines: list[list[str]]) -> list[str]:
    """C3 linearisation; where it fails (Python would, too), first come first served."""
    result: list[str] = []
    lines = [list(line) for line in lines if line]
    while lines:
        head = next(
            (line[0] for line in lines if not any(line[0] in other[1:] for other in lines)),
            lines[0][0],
        )
        if head not in result:
            result.append(head)
        lines = [rest for line in lines if (rest := [n for n in line if n != head])]
    return result


def _dotted_path(path: str) -> str:
    trimmed = path[:-3] if path.endswith(".py") else path
    trimmed = trimmed.removesuffix("/__init__")
    return trimmed.replace("/", ".")


def _name_modules(facts: Mapping[str, FileFacts]) -> list[Module]:
    """Modules with their import names: from the top package on, without `src/`."""
    packages = {path.rpartition("/")[0] for path in facts if path.endswith("__init__.py")}
    taken: set[str] = set()
    modules = []
    for path in sorted(facts):
        name = import_name(path, packages)
        if name in taken or not name:
            name = _dotted_path(path) or "__init__"
        while name in taken:
            name += "_"
        taken.add(name)
        modules.append(Module(name, path, facts[path]))
    return modules


def import_name(path: str, packages: Set[str]) -> str:
    """The name a file is imported by; `packages` are the folders that hold an `__init__.py`."""
    folder = path.rpartition("/")[0]
    top = folder
    if folder in packages:
        while (parent := top.rpartition("/")[0]) in packages and parent != top:
            top = parent
        base = top.rpartition("/")[0]
    else:
        base = ""
        for prefix in ("src", "lib"):
            if folder == prefix or folder.startswith(prefix + "/"):
                base = prefix
    inner = path[len(base) + 1 :] if base else path
    return _dotted_path(inner)


# -- collecting facts in worker processes ---------------------------------------------------------


def _accept(path: str, blob: bytes, facts: dict[str, FileFacts], skipped: list[Skipped]) -> None:
    plain = marshal.loads(blob)
    if isinstance(plain, str):
        skipped.append(Skipped(path, plain))
    else:
        facts[path] = python_facts.decode(plain)


def _blob_of(text: str) -> bytes:
    try:
        return marshal.dumps(python_facts.encode(python_facts.collect(text)))  # type: ignore[arg-type]
    except (SyntaxError, RecursionError) as error:
        line = f"line {error.lineno}: " if isinstance(error, SyntaxError) and error.lineno else ""
        what = error.msg if isinstance(error, SyntaxError) else "nested too deeply"
        return marshal.dumps(f"{line}{what}")


def _collect_one(root: str, path: str) -> bytes:
    source = read_source(Path(root) / path)
    if source.text is None:
        return marshal.dumps(source.error or "cannot be read")
    return _blob_of(source.text)


def _collect_some(root: str, paths: Sequence[str]) -> list[tuple[str, bytes]]:
    with uncollected():
        return [(path, _collect_one(root, path)) for path in paths]


def _collect_all(root: Path, paths: Sequence[str], jobs: int) -> Iterable[tuple[str, bytes]]:
    size = 64
    chunks = [paths[i : i + size] for i in range(0, len(paths), size)]
    work = partial(_collect_some, os.fspath(root))
    if jobs < 2 or len(paths) < 200:
        for chunk in chunks:
            yield from work(chunk)
        return
    with ProcessPoolExecutor(jobs, mp_context=process_context()) as pool:
        for done in pool.map(work, chunks):
            yield from done
