"""What one Python file defines, read with `ast` and kept as plain data.

This is the shallow look that every file gets: definitions, imports and where they stand. Bodies
are read later, one function at a time, and only where a question leads there (`read.py`), so the
cost of a cold run is close to that of parsing alone.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

SCHEMA = 7

_GLOBAL = re.compile(r"^[ \t]*global[ \t]+([\w ,\t]+)", re.MULTILINE)
_IGNORE = re.compile(r"#\s*refactor:\s*(ignore|disable|enable)\s*(?:\[([\w\-, ]*)\])?")
# Of folded text: an expression that ignores case takes many times as long.
_CREATES = re.compile(
    r"\bcreate\s+(?:(?:or\s+replace|unlogged|temp|temporary|unique|constraint)\s+)*"
    r"(?:table|index|trigger|function|procedure)\b|\balter\s+table\b"
)
_DATABASE = re.compile(
    r"""["'](?:postgres(?:ql)?|sqlite|mysql|mariadb|oracle|mssql)(?:\+\w+)?:/|db\.backends\.""",
    re.IGNORECASE,
)
_ATTRIBUTE_SET = re.compile(r"\.(\w+)[ \t]*=(?!=)")
_HOLDER = re.compile(r"[ \t]+(?:\w+\.)*[A-Z]\w*|(?:\w+\.)*\w+")
# `self.load = remember(self.load)`: what is set may be a function.
_SET_ON_OBJECT = re.compile(
    r"^[ \t]+(?:\w+\.)+(\w+)[ \t]*=(?!=)[ \t]*(?=[(A-Za-z_])(?!None\b|True\b|False\b)", re.MULTILINE
)
_SETS = re.compile(r"""\bsetattr\(\s*((?:\w+\.)*\w+)\s*,\s*["'](\w+)["']""")
_OF_DATABASES = ("postgres", "sqlite", "mysql", "mariadb", "oracle", "mssql", "db.backends.")
_SIDE_EFFECT = re.compile(r"^.*side_effect.*$", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_]\w*")

Plain = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ImportFact:
    """`local` names `module` (or `name` in it); `level` counts the dots of a relative import."""

    local: str
    module: str
    name: str | None
    level: int


@dataclass(frozen=True, slots=True)
class FunctionFact:
    """A function by its name in the file (`Orders.list`, `outer.inner`) and its lines."""

    name: str
    line: int  # of its first decorator, or of `def`
    def_line: int
    end_line: int
    is_async: bool
    awaits: int  # how often the word stands in its lines: a bound, not a count
    owner: str | None  # the class it is a method of, by its name in the file
    nested: bool  # defined inside another function
    decorators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassFact:
    """A class; `bases` are dotted texts, "?" where a base is anything else."""

    name: str
    line: int
    end_line: int
    bases: tuple[str, ...]
    decorators: tuple[str, ...]
    attributes: tuple[tuple[str, int, int], ...]  # name and lines of assignments in its body
    methods: tuple[str, ...]
    nested: bool


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that is known of a file without reading its bodies."""

    imports: tuple[ImportFact, ...]
    stars: tuple[tuple[str, int], ...]
    functions: tuple[FunctionFact, ...]
    classes: tuple[ClassFact, ...]
    variables: tuple[tuple[str, int, int], ...]
    rebound: tuple[str, ...]  # module names that functions assign through `global`
    ordered_mocks: tuple[str, ...]  # words on lines that give a mock a list of outcomes
    ignores: tuple[tuple[int, str, tuple[str, ...]], ...]  # line, verb, patterns
    words: tuple[str, ...]  # which of the words asked for stand in the file
    ddl: tuple[
        tuple[str, int], ...
    ] = ()  # texts that define tables, indexes, triggers, and their lines
    patched: tuple[str, ...] = ()  # attributes of classes and modules that are set from outside
    set_on_objects: tuple[str, ...] = ()  # names of attributes that functions set on objects


WORDS = (
    "await",
    "transaction",
    ".begin(",
    "BEGIN",
    "START TRANSACTION",
    "in_transaction",
    "atomic",
    "acquire",
    "connect(",
    "trio",
    "anyio",
    "task_group",
    "row_factory",
    "cursor_factory",
    "text_factory",
    "register_converter",
    "set_type_codec",
    "register_loader",
    "prefetch_related",
    "query_class",
    "query_cls",
    "aborter_class",
    ".state.",
    "g.",
    "app[",
)


def collect(text: str, words: tuple[str, ...] = WORDS) -> FileFacts:
    """The facts of a module's source.

    Raises SyntaxError (also for source nested too deeply for this interpreter) and ValueError.
    """
    tree = parse(text)
    collector = _Collector(text)
    collector.module(tree.body)
    found = tuple(w for w in words if w in text)
    folded = text.lower()
    # What the expressions could match holds one of these words; most files hold none.
    if any(word in folded for word in _OF_DATABASES) and _DATABASE.search(text):
        found = (*found, "database_url")
    return FileFacts(
        imports=tuple(collector.imports),
        stars=tuple(collector.stars),
        functions=tuple(collector.functions),
        classes=tuple(collector.classes),
        variables=tuple(collector.variables),
        rebound=_rebound(text),
        ordered_mocks=_ordered_mocks(text),
        ignores=tuple(_ignores(text)),
        words=found,
        ddl=tuple(_ddl(tree)) if _CREATES.search(folded) else (),
        patched=tuple(sorted(set(_patched(text)))),
        set_on_objects=tuple(sorted(set(_SET_ON_OBJECT.findall(text)))),
    )


def parse(text: str) -> ast.Module:
    """The syntax tree; SyntaxError whenever there is none, whatever the parser ran into."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (RecursionError, MemoryError) as error:
        raise SyntaxError(f"nested too deeply to parse ({type(error).__name__})") from None
    except ValueError as error:
        raise SyntaxError(str(error)) from None


def parses(text: str) -> str | None:
    """None when the text is a module, otherwise what is wrong with it."""
    try:
        parse(text)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}" if error.lineno else str(error.msg)
    return None


def breaks(old: str, new: str) -> str | None:
    """What only the compiler sees in a new text (an argument given twice), where the old one was free of it."""
    if parses(old) or _compiled(old):
        return None
    return _compiled(new)


def _compiled(text: str) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<text>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    except (RecursionError, MemoryError, ValueError):
        return None
    return None


def split_lines(text: str) -> list[str]:
    """The lines as the tokenizer counts them, without their ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def encode(facts: FileFacts) -> Plain:
    """Plain tuples for the cache."""
    return (
        tuple((i.local, i.module, i.name, i.level) for i in facts.imports),
        facts.stars,
        tuple(
            (
                f.name,
                f.line,
                f.def_line,
                f.end_line,
                f.is_async,
                f.awaits,
                f.owner,
                f.nested,
                f.decorators,
            )
            for f in facts.functions
        ),
        tuple(
            (c.name, c.line, c.end_line, c.bases, c.decorators, c.attributes, c.methods, c.nested)
            for c in facts.classes
        ),
        facts.variables,
        facts.rebound,
        facts.ordered_mocks,
        facts.ignores,
        facts.words,
        facts.ddl,
        facts.patched,
        facts.set_on_objects,
    )


def decode(plain: Plain) -> FileFacts:
    """The facts behind plain tuples that `encode` made."""
    imports, stars, functions, classes, variables, rebound, mocks, ignores, words, *rest = plain
    ddl, patched, set_on_objects = rest
    return FileFacts(
        tuple(ImportFact(*i) for i in imports),  # type: ignore[attr-defined]
        stars,  # type: ignore[arg-type]
        tuple(FunctionFact(*f) for f in functions),  # type: ignore[attr-defined]
        tuple(ClassFact(*c) for c in classes),  # type: ignore[attr-defined]
        variables,  # type: ignore[arg-type]
        rebound,  # type: ignore[arg-type]
        mocks,  # type: ignore[arg-type]
        ignores,  # type: ignore[arg-type]
        words,  # type: ignore[arg-type]
        ddl,  # type: ignore[arg-type]
        patched,  # type: ignore[arg-type]
        set_on_objects,  # type: ignore[arg-type]
    )


def _patched(text: str) -> Iterator[str]:
    """`Class.method = ...` and `setattr(Class, "method", ...)`, as they are spelled."""
    # From the `=` back to the start of its line: hardly a line gets as far as that.
    for match in _ATTRIBUTE_SET.finditer(text):
        holder = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if _HOLDER.fullmatch(holder):
            yield f"{holder.lstrip()}.{match.group(1)}"
    if "setattr(" in text:
        for match in _SETS.finditer(text):
            yield f"{match.group(1)}.{match.group(2)}"


def _ddl(tree: ast.Module) -> list[tuple[str, int]]:
    """Constant texts that define tables and what belongs to them; they say what raw SQL is about."""
    return [
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _CREATES.search(node.value.lower())
    ]


def _rebound(text: str) -> tuple[str, ...]:
    if "global" not in text:
        return ()
    names: set[str] = set()
    for match in _GLOBAL.finditer(text):
        names.update(_WORD.findall(match.group(1)))
    return tuple(sorted(names))


def _ordered_mocks(text: str) -> tuple[str, ...]:
    if "side_effect" not in text:
        return ()
    words: set[str] = set()
    for match in _SIDE_EFFECT.finditer(text):
        start = match.start()
        # A patch and its outcomes often stand on neighbouring lines.
        before = text.rfind("\n", 0, max(0, text.rfind("\n", 0, start)))
        words.update(_WORD.findall(text[before + 1 : match.end()]))
    return tuple(
        sorted(words - {"side_effect", "AsyncMock", "MagicMock", "Mock", "patch", "object"})
    )


def _ignores(text: str) -> list[tuple[int, str, tuple[str, ...]]]:
    if "refactor:" not in text:
        return []
    found = []
    for number, line in enumerate(split_lines(text), 1):
        if "refactor:" in line and (match := _IGNORE.search(line)):
            names = tuple(p.strip() for p in (match.group(2) or "").split(",") if p.strip())
            found.append((number, match.group(1), names))
    return found


def dotted(node: ast.expr) -> str:
    """`a.b.c` for names and attributes, the base of a subscript, "?" for anything else."""
    parts: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Name):
            parts.append(node.id)
            return ".".join(reversed(parts))
        elif isinstance(node, ast.Subscript) and not parts:
            node = node.value
        elif isinstance(node, ast.Call) and not parts:
            node = node.func
        else:
            return "?"


class _Collector:
    """Walks module and class bodies; into functions only for the definitions nested there."""

    def __init__(self, text: str) -> None:
        self.imports: list[ImportFact] = []
        self.stars: list[tuple[str, int]] = []
        self.functions: list[FunctionFact] = []
        self.classes: list[ClassFact] = []
        self.variables: list[tuple[str, int, int]] = []
        self._lines = split_lines(text) if "await" in text else []

    def module(self, body: list[ast.stmt]) -> None:
        for node in body:
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    self._function(node, "", None, False)
                case ast.ClassDef():
                    self._class(node, "", False)
                case ast.Import() | ast.ImportFrom():
                    self._import(node)
                case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                    for name in _assigned(node):
                        self.variables.append((name, node.lineno, node.end_lineno or node.lineno))
                case ast.If(body=inner, orelse=other):
                    self.module(inner)
                    self.module(other)
                case ast.Try() | ast.TryStar():
                    self.module(node.body)
                    for handler in node.handlers:
                        self.module(handler.body)
                    self.module(node.orelse)
                    self.module(node.finalbody)
                case ast.With(body=inner) | ast.AsyncWith(body=inner):
                    for item in node.items:
                        if item.optional_vars is not None:
                            self._bind(item.optional_vars, node)
                    self.module(inner)
                case ast.For() | ast.While() | ast.AsyncFor():
                    if not isinstance(node, ast.While):
                        self._bind(node.target, node)
                    self.module(node.body)
                    self.module(node.orelse)

    def _bind(self, target: ast.expr, node: ast.stmt) -> None:
        for name in _names(target):
            self.variables.append((name, node.lineno, node.lineno))

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    self.imports.append(ImportFact(alias.asname, alias.name, None, 0))
                else:
                    top = alias.name.partition(".")[0]
                    self.imports.append(ImportFact(top, top, None, 0))
            return
        for alias in node.names:
            if alias.name == "*":
                self.stars.append((node.module or "", node.level))
            else:
                self.imports.append(
                    ImportFact(
                        alias.asname or alias.name, node.module or "", alias.name, node.level
                    )
                )

    def _function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef,
        prefix: str,
        owner: str | None,
        nested: bool,
    ) -> None:
        name = prefix + node.name
        line = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        end = node.end_lineno or node.lineno
        is_async = isinstance(node, ast.AsyncFunctionDef)
        awaits = 0
        if is_async and self._lines:
            awaits = sum(row.count("await") for row in self._lines[node.lineno - 1 : end])
        self.functions.append(
            FunctionFact(
                name,
                line,
                node.lineno,
                end,
                is_async,
                awaits,
                owner,
                nested,
                tuple(dotted(d) for d in node.decorator_list),
            )
        )
        if end > node.lineno:
            self._inside(node.body, name + ".")

    def _inside(self, body: list[ast.stmt], prefix: str) -> None:
        """Definitions nested in a function's blocks."""
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self._function(node, prefix, None, True)
            elif isinstance(node, ast.ClassDef):
                self._class(node, prefix, True)
            else:
                for field in ("body", "orelse", "finalbody"):
                    inner = getattr(node, field, None)
                    if inner:
                        self._inside(inner, prefix)
                for handler in getattr(node, "handlers", ()) or getattr(node, "cases", ()):
                    self._inside(handler.body, prefix)

    def _class(self, node: ast.ClassDef, prefix: str, nested: bool) -> None:
        name = prefix + node.name
        attributes: list[tuple[str, int, int]] = []
        methods: list[str] = []
        self._class_body(node.body, name, nested, attributes, methods)
        self.classes.append(
            ClassFact(
                name,
                node.lineno,
                node.end_lineno or node.lineno,
                tuple(dotted(b) for b in node.bases),
                tuple(dotted(d) for d in node.decorator_list),
                tuple(attributes),
                tuple(methods),
                nested,
            )
        )

    def _class_body(
        self,
        body: list[ast.stmt],
        name: str,
        nested: bool,
        attributes: list[tuple[str, int, int]],
        methods: list[str],
    ) -> None:
        for child in body:
            match child:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    methods.append(child.name)
                    self._function(child, name + ".", name, nested)
                case ast.ClassDef():
                    self._class(child, name + ".", nested)
                case ast.Assign() | ast.AnnAssign():
                    end = child.end_lineno or child.lineno
                    attributes += ((n, child.lineno, end) for n in _assigned(child))
                case ast.If(body=inner, orelse=other):
                    self._class_body(inner, name, nested, attributes, methods)
                    self._class_body(other, name, nested, attributes, methods)


def _assigned(node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [name for target in targets for name in _names(target)]


def _names(target: ast.expr) -> list[str]:
    match target:
        case ast.Name(id=name):
            return [name]
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return [name for item in items for name in _names(item)]
        case ast.Starred(value=value):
            return _names(value)
        case _:
            return []
