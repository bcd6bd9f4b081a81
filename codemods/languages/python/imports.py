"""Which names of a module lead to asyncio, and adding an import where it belongs."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Sequence

from codemods.languages.python.refusal import CannotWrite


def spelling(tree: ast.Module, module: str, name: str) -> str | None:
    """How the module already spells `module.name`; None when it imports neither."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == module and not node.level:
            for alias in node.names:
                if alias.name == name:
                    return alias.asname or name
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == module:
                    return f"{alias.asname or module}.{name}"
    return None


def add_import(text: str, tree: ast.Module, module: str) -> str:
    """The text with `import module` in its sorted place; the text itself where it is there already."""
    for node in tree.body:
        if isinstance(node, ast.Import) and any(
            a.name == module and a.asname is None for a in node.names
        ):
            return text
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = rows(text)
    after, blank_after = _line_for(tree, module, lines)
    added = f"import {module}{newline}"
    if after and after <= len(lines) and not lines[after - 1].endswith(("\n", "\r")):
        lines[after - 1] += newline
    block = [added]
    if blank_after == "before":
        block.insert(0, newline)
    elif blank_after == "after":
        block.append(newline)
    elif blank_after == "both":
        block = [newline, added]
        if after < len(lines) and lines[after].strip():
            block.append(newline)
    return "".join([*lines[:after], *block, *lines[after:]])


def add_name(text: str, tree: ast.Module, module: str, name: str, width: int) -> str:
    """The text with `from module import name`, joined to an import of the same module."""
    lines = rows(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    same = [
        n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == module and not n.level
    ]
    for node in same:
        if any(a.name == name and a.asname is None for a in node.names):
            return text
    owner = _bound_by(tree, name)
    if owner is None and (module, name) in _GIVEN_WHOLE and _last_star(tree) == module:
        return text
    if owner is not None:
        if module in _SAME_NAMES and owner in _SAME_NAMES:
            return text
        raise CannotWrite(f"`{name}` has another meaning in the module")
    for node in same:
        end = node.end_lineno or node.lineno
        block = "".join(lines[node.lineno - 1 : end])
        if "#" in block or ";" in block or any(a.name == "*" for a in node.names):
            continue
        names = [a.name if a.asname is None else f"{a.name} as {a.asname}" for a in node.names]
        place = sum(_import_order(n) < _import_order(name) for n in names)
        names.insert(place, name)
        new = _from_import(module, names, width, newline)
        return "".join([*lines[: node.lineno - 1], new, *lines[end:]])
    return _new_from_import(text, tree, module, name, newline)


def _last_star(tree: ast.Module) -> str:
    """The module of the last `from module import *`, whose names win over those of the others."""
    stars = [
        "." * node.level + (node.module or "")
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and any(a.name == "*" for a in node.names)
    ]
    return stars[-1] if stars else ""


def drop_unused(text: str, before: ast.Module, after: ast.Module, width: int) -> str:
    """The text without imports whose last use has gone with the change.

    What was imported without a use before (to be imported from here) stays, and so does everything
    in lines that hold more than a plain import.
    """
    gone = _used(before) - _used(after)
    lines = rows(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    for node in reversed(after.body):
        if not isinstance(node, ast.ImportFrom | ast.Import):
            continue
        kept = [a for a in node.names if (a.asname or a.name).partition(".")[0] not in gone]
        end = node.end_lineno or node.lineno
        block = "".join(lines[node.lineno - 1 : end])
        if len(kept) == len(node.names) or "#" in block or ";" in block:
            continue
        if not kept:
            lines[node.lineno - 1 : end] = []
            _close_gap(lines, node.lineno - 1)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [a.name if a.asname is None else f"{a.name} as {a.asname}" for a in kept]
            new = _from_import(node.module or "", names, width, newline)
            lines[node.lineno - 1 : end] = [new]
    return "".join(lines)


def _used(tree: ast.Module) -> set[str]:
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    for node in ast.walk(tree):
        # Names in quotes: annotations, and what `__all__` lists.
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            names.update(re.findall(r"[A-Za-z_]\w*", node.value))
    return names


def _close_gap(lines: list[str], at: int) -> None:
    """Leave no two groups of blank lines where an import stood alone between them."""
    while at < len(lines) and not lines[at].strip() and (at == 0 or not lines[at - 1].strip()):
        del lines[at]


# They hand on the same objects under the same names.
_SAME_NAMES = (
    "sqlalchemy",
    "sqlmodel",
    "sqlalchemy.sql",
    "sqlalchemy.future",
    "sqlalchemy.sql.expression",
)

# What `from peewee import *` gives (source: `peewee.__all__`).
_GIVEN_WHOLE = frozenset([("peewee", "fn"), ("peewee", "prefetch"), ("peewee", "JOIN")])


def _bound_by(tree: ast.Module, name: str) -> str | None:
    """The module a top-level name is imported from, "" for what is defined here; None if it is free."""
    for node in tree.body:
        match node:
            case ast.ImportFrom(module=source, names=names):
                if any((a.asname or a.name) == name for a in names):
                    plain = any(a.name == name for a in names)
                    return (source or "") if plain else ""
            case ast.Import(names=names):
                if any((a.asname or a.name.partition(".")[0]) == name for a in names):
                    return ""
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                if node.name == name:
                    return ""
            case ast.Assign(targets=targets):
                if any(isinstance(t, ast.Name) and t.id == name for t in targets):
                    return ""
    return None


def _import_order(name: str) -> tuple[int, str]:
    """Constants first, then classes, then the rest, as import sorters have it."""
    plain = name.partition(" ")[0]
    kind = 0 if plain.isupper() and len(plain) > 1 else 1 if plain[:1].isupper() else 2
    return kind, name


def _from_import(module: str, names: Sequence[str], width: int, newline: str) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= width:
        return line + newline
    inner = "".join(f"    {n},{newline}" for n in names)
    return f"from {module} import ({newline}{inner}){newline}"


def _new_from_import(text: str, tree: ast.Module, module: str, name: str, newline: str) -> str:
    """The import in a line of its own, where its neighbours are of the same kind."""
    lines = rows(text)
    line = f"from {module} import {name}{newline}"
    if module.partition(".")[0] in sys.stdlib_module_names:
        standard = [
            n
            for n in _leading_imports(tree)
            if _is_standard(n) and getattr(n, "module", "") != "__future__"
        ]
    else:
        top = module.partition(".")[0]
        standard = [
            n
            for n in _leading_imports(tree)
            if isinstance(n, ast.ImportFrom)
            and not n.level
            and (n.module or "").split(".")[0] == top
        ]
        if not standard:
            standard = [
                n for n in _leading_imports(tree) if not _is_standard(n) and not _is_relative(n)
            ]
    smaller = [
        n
        for n in standard
        if isinstance(n, ast.Import) or (n.module or "").lower() < module.lower()
    ]
    if smaller:
        after = _end(smaller[-1])
        return "".join([*lines[:after], line, *lines[after:]])
    if standard:
        after = _start(standard[0], lines)
        return "".join([*lines[:after], line, *lines[after:]])
    marker = add_import(
        text, tree, "zzz_new" if module.partition(".")[0] not in sys.stdlib_module_names else module
    )
    held = "zzz_new" if module.partition(".")[0] not in sys.stdlib_module_names else module
    return marker.replace(f"import {held}{newline}", line, 1)


def _leading_imports(tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    """The imports at the head of a module, before anything else runs."""
    found: list[ast.Import | ast.ImportFrom] = []
    for number, node in enumerate(tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.append(node)
        elif not (number == 0 and isinstance(node, ast.Expr)):
            break
    return found


def _is_relative(node: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and bool(node.level)


def rows(text: str) -> list[str]:
    """The lines with their ends, split where the tokenizer splits them."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def _line_for(tree: ast.Module, module: str, lines: Sequence[str]) -> tuple[int, str]:
    """After which line the import goes, and where a blank line is needed."""
    leading: list[ast.stmt] = []
    for node in tree.body:
        docstring = (
            not leading
            and isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        )
        if docstring or isinstance(node, ast.Import | ast.ImportFrom):
            leading.append(node)
        else:
            break
    imports = [n for n in leading if isinstance(n, ast.Import | ast.ImportFrom)]
    future = [n for n in imports if isinstance(n, ast.ImportFrom) and n.module == "__future__"]
    standard = [n for n in imports if n not in future and _is_standard(n)]
    others = [n for n in imports if n not in future and n not in standard]
    plain = [n for n in standard if isinstance(n, ast.Import)]
    smaller = [n for n in plain if n.names[0].name < module]
    if smaller:
        return _end(smaller[-1]), ""
    if standard:
        return _start(standard[0], lines), ""
    if others:
        start = _start(others[0], lines)
        return start, "after"
    if future:
        end = _end(future[-1])
        return end, "both"
    if leading:
        return _end(leading[-1]), "both"
    first = 0
    while first < len(lines) and (lines[first].startswith("#") or not lines[first].strip()):
        if lines[first].strip() == "" and first and not lines[first - 1].startswith("#"):
            break
        first += 1
    if not tree.body:
        return first, ""
    start = tree.body[0].lineno - 1
    decorated = getattr(tree.body[0], "decorator_list", None)
    if decorated:
        start = decorated[0].lineno - 1
    while (
        start > 0
        and lines[start - 1].startswith("#")
        and not lines[start - 1].startswith(("#!", "# -*-"))
    ):
        start -= 1
    return start, "after"


def _is_standard(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        return not node.level and (node.module or "").partition(".")[0] in sys.stdlib_module_names
    return node.names[0].name.partition(".")[0] in sys.stdlib_module_names


def _start(node: ast.stmt, lines: Sequence[str]) -> int:
    """The line before a statement and the comments above it; a file's head stays the head."""
    start = node.lineno - 1
    while start > 0 and lines[start - 1].startswith("#"):
        start -= 1
    return start or node.lineno - 1


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno
