"""From where a module can import a class without changing what importing either of them does.

source: Python's language reference, "The import system" (a package runs before what is in it); Django
documentation, "Applications" (models can be imported once the registry has all applications).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.project.codebase import Codebase, Module
from codemods.project.schema import entity_of

_PLAIN_IMPORT = re.compile(r"^[ \t]*import[ \t]+([\w., \t]+)", re.MULTILINE)
_DYNAMIC = ("import_module", "__import__", "autodiscover")


def home_of(project: Codebase, name: str) -> str:
    """The module from which code of the project can import one of its classes; "" for none.

    That is the module of the class, or its package where only the package is known by its name.
    """
    key = ("home", name)
    if key not in project.memo:
        project.memo[key] = _home_of(project, name)
    return str(project.memo[key])


def _home_of(project: Codebase, name: str) -> str:
    home, _, short = name.rpartition(".")
    if home not in project.modules or project.class_fact(name) is None:
        return ""
    if _is_called_so(project, home):
        return home
    package = home.rpartition(".")[0]
    above = project.modules.get(package)
    if above is None or not any(
        not level and named == package
        for other in project.modules.values()
        for named, level in _named(other)
    ):
        return ""
    given = project.lookup(above, short)
    return package if given.kind == "class" and given.name == name else ""


def may_import(project: Codebase, module: Module, home: str) -> bool:
    """Whether a module can have one more import from the module `home`, at its head."""
    key = ("may import", module.name, home)
    if key not in project.memo:
        project.memo[key] = may_import_late(project, module, home) and not _comes_round(
            project, home, module
        )
    return bool(project.memo[key])


def may_import_late(project: Codebase, module: Module, home: str) -> bool:
    """Whether a function of a module can import from `home` when it is called.

    Both are loaded by then, so that it does not matter which of them imports the other.
    """
    return home != module.name and _has_models(project, module)


def _named(module: Module) -> list[tuple[str, int]]:
    """The modules that a module imports from, with the dots before their names."""
    return [(i.module, i.level) for i in module.facts.imports] + list(module.facts.stars)


def _is_called_so(project: Codebase, home: str) -> bool:
    """Whether code of the project imports the module by the name that we know it by."""
    package = home.rpartition(".")[0]
    for other in project.modules.values():
        if any(not level and name == home for name, level in _named(other)):
            return True
        if package and "INSTALLED_APPS" in other.variables:
            text = "\n".join(project.lines(other.path))
            if re.search(rf"""["']{re.escape(package)}["'.]""", text):
                return True
    return False


def _has_models(project: Codebase, module: Module) -> bool:
    """Whether a module imports models of Django already, so that it is there after their registry."""
    for fact in module.facts.imports:
        symbol = project.lookup(module, fact.local)
        names = [symbol.name]
        if symbol.kind == "module" and symbol.name in project.modules:
            names = [f"{symbol.name}.{c}" for c in project.modules[symbol.name].classes]
        for name in names:
            entity = entity_of(project, project.catalogue.canonical(name))
            if entity is not None and entity.library == "django":
                return True
    return False


def _comes_round(project: Codebase, home: str, goal: Module) -> bool:
    """Whether importing a module may import another one, also through others."""
    # The packages around it run before it.
    above = home.split(".")
    pending = [".".join(above[:end]) for end in range(1, len(above) + 1)]
    seen = set(pending)
    while pending:
        name = pending.pop()
        module = project.modules.get(name)
        if module is goal:
            return True
        if module is None:
            continue
        text = "\n".join(project.lines(module.path))
        if any(word in text for word in _DYNAMIC):
            return True
        for other in _imported(project, module, text):
            parts = other.split(".")
            for end in range(1, len(parts) + 1):
                inner = ".".join(parts[:end])
                if inner not in seen:
                    seen.add(inner)
                    pending.append(inner)
    return False


def _imported(project: Codebase, module: Module, text: str) -> Iterator[str]:
    """The modules that a module imports when it is imported, and names that may be some."""
    for fact in module.facts.imports:
        base = project.imported_from(module, fact.module, fact.level)
        yield base
        if fact.name is not None:
            yield f"{base}.{fact.name}"
    for star, level in module.facts.stars:
        yield project.imported_from(module, star, level)
    for found in _PLAIN_IMPORT.findall(text):
        yield from (part.split()[0] for part in found.split(",") if part.split())


__all__ = ["home_of", "may_import", "may_import_late"]
