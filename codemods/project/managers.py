"""Which managers a Django model has, and what they are known to do to its queries.

source: Django documentation, "Managers" (default managers, custom managers and model inheritance,
`from_queryset`, `as_manager`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from codemods.model.code import Attribute, Call, Expr, expressions, steps_within, walk
from codemods.model.queries import Manager
from codemods.project.annotations import resolve
from codemods.project.codebase import Codebase, Module

PLAIN = Manager()
_UNKNOWN = Manager(known=False, shaped=True)
_MANAGERS = frozenset(
    ["django.db.models.Manager", "django.db.models.manager.Manager", "django.db.models.BaseManager"]
)
_QUERY_SETS = frozenset(["django.db.models.QuerySet", "django.db.models.query.QuerySet"])
# Bases that bring no manager.
_BARE = _MANAGERS | _QUERY_SETS | {"django.db.models.Model", "object", "typing.Generic"}
# What a manager may put on all its queries without giving them an order or another shape.
_CHOOSING = frozenset(
    ["super", "get_queryset", "filter", "exclude", "all", "select_related", "prefetch_related",
     "only", "defer", "Q"]
)  # fmt: skip


def managers_of(project: Codebase, name: str) -> Mapping[str, Manager]:
    """The managers of a model by name, its default one first; "?" for what a base may bring."""
    found: dict[str, Manager] = {}
    for owner in project.mro(name):
        held = project.class_fact(owner)
        if held is None:
            brought = project.catalogue.model(owner)
            if brought is not None:
                if brought.manager:
                    found.setdefault(brought.manager, PLAIN)
                continue
            if owner == "?" or (owner not in _BARE and "Model" in owner.rpartition(".")[2]):
                found.setdefault("?", _UNKNOWN)
            continue
        module, fact = held
        for attribute, line, end in fact.attributes:
            if attribute in found or attribute.startswith("__"):
                continue
            step = project.statement(module, line, end)
            manager = (
                _manager(project, module, step.value)
                if step is not None and isinstance(step.value, Call)
                else None
            )
            if manager is not None:
                found[attribute] = manager
    if not found:
        return {"objects": PLAIN}
    return found


def manager_in_meta(project: Codebase, name: str) -> Mapping[str, Manager]:
    """The manager that a Tortoise model names in its `Meta`, with its classes."""
    for owner in project.mro(name):
        meta = project.class_fact(f"{owner}.Meta")
        for attribute, line, end in meta[1].attributes if meta is not None else ():
            step = project.statement(meta[0], line, end) if meta is not None else None
            if attribute != "manager" or step is None or not isinstance(step.value, Call):
                continue
            symbol = resolve(project, meta[0], step.value.callee) if meta is not None else None
            if symbol is not None and symbol.kind == "class":
                return {"manager": Manager(known=False, classes=(symbol.name,))}
    return {}


def classes_of(project: Codebase, manager: Manager | None) -> Iterator[str]:
    """The classes of the project behind a manager, bases included."""
    for name in manager.classes if manager is not None else ():
        for base in project.mro(name):
            if project.class_fact(base) is not None:
                yield base


def _manager(project: Codebase, module: Module, value: Call) -> Manager | None:
    """The manager that an attribute's value is; None for fields and everything else."""
    callee = value.callee
    if isinstance(callee, Attribute) and callee.name == "as_manager":
        symbol = resolve(project, module, callee.value)
        if symbol is None or symbol.kind != "class":
            return _UNKNOWN
        return _of_classes(project, project.mro(symbol.name))
    symbol = resolve(project, module, callee)
    if symbol is not None and symbol.kind == "class":
        order = project.mro(symbol.name)
        if set(order) & _MANAGERS or any(_from_query_set(project, o) for o in order):
            return _of_classes(project, order)
        return _UNKNOWN if "?" in order and "Manager" in symbol.name else None
    if symbol is not None and symbol.name in _MANAGERS:
        return PLAIN
    if _query_set_of(callee) is not None:
        return _joined(project, module, callee)
    last = callee.name if isinstance(callee, Attribute) else getattr(callee, "id", "")
    return _UNKNOWN if "Manager" in last else None


def _query_set_of(expr: Expr) -> Expr | None:
    """`OrderQuerySet` of `Manager.from_queryset(OrderQuerySet)`."""
    match expr:
        case Call(callee=Attribute(name="from_queryset"), args=args) if args:
            return args[0].value
        case _:
            return None


def _joined(project: Codebase, module: Module, expr: Expr) -> Manager:
    """What a manager class made by `Base.from_queryset(Queries)` does."""
    queries = _query_set_of(expr)
    if queries is None or not isinstance(expr, Call) or not isinstance(expr.callee, Attribute):
        return _UNKNOWN
    parts = [resolve(project, module, expr.callee.value), resolve(project, module, queries)]
    own: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    shaped = False
    for part in parts:
        if part is not None and part.name in _MANAGERS | _QUERY_SETS:
            continue
        if part is None or part.kind != "class":
            return _UNKNOWN
        manager = _of_classes(project, project.mro(part.name))
        if not manager.known:
            return _UNKNOWN
        own |= manager.own
        classes += manager.classes
        shaped = shaped or manager.shaped
    return Manager(own, shaped, classes=classes)


def _from_query_set(project: Codebase, name: str) -> Expr | None:
    return next(
        (b for b in project.base_expressions(name) if _query_set_of(b) is not None), None
    )  # fmt: skip


def _of_classes(project: Codebase, order: tuple[str, ...]) -> Manager:
    """What the classes behind a manager do."""
    own: set[str] = set()
    classes: list[str] = []
    shaped = False
    for name in order:
        held = project.class_fact(name)
        if held is None:
            if name in _BARE:
                continue
            if name != "?":
                return _UNKNOWN
            continue
        module, fact = held
        if any(attribute == "_queryset_class" for attribute, _, _ in fact.attributes):
            return _UNKNOWN
        made = _from_query_set(project, name)
        if made is not None:
            manager = _joined(project, module, made)
            if not manager.known:
                return _UNKNOWN
            own |= manager.own
            classes += manager.classes
            shaped = shaped or manager.shaped
        elif any(b.kind == "unknown" for b in project.bases(name)):
            return _UNKNOWN
        classes.append(name)
        own |= set(fact.methods)
        if "get_queryset" in fact.methods:
            shaped = shaped or not _only_chooses(project, name)
            for asked in _asked_in(project, module, name):
                if asked in order:
                    continue
                manager = _of_classes(project, project.mro(asked))
                if not manager.known:
                    return _UNKNOWN
                own |= manager.own
                classes += manager.classes
                shaped = shaped or manager.shaped
    return Manager(frozenset(own), shaped, classes=tuple(classes))


def _asked_in(project: Codebase, module: Module, name: str) -> Iterator[str]:
    """The query sets of the project that `get_queryset` of a class makes: `Orders(self.model)`."""
    for function in project.functions_named(f"{name}.get_queryset"):
        for step in steps_within(function.body):
            for expr in expressions(step):
                for part in walk(expr):
                    symbol = (
                        resolve(project, module, part.callee) if isinstance(part, Call) else None
                    )
                    if symbol is None or symbol.kind != "class":
                        continue
                    if "?" in (order := project.mro(symbol.name)) or set(order) & _QUERY_SETS:
                        yield symbol.name


def _only_chooses(project: Codebase, name: str) -> bool:
    """Whether `get_queryset` of a class does no more than choose among rows."""
    functions = project.functions_named(f"{name}.get_queryset")
    if len(functions) != 1:
        return False
    calls = [
        part
        for step in steps_within(functions[0].body)
        for expr in expressions(step)
        for part in walk(expr)
        if isinstance(part, Call)
    ]
    if any(step.kind not in ("return", "expression") for step in functions[0].body):
        return False
    return bool(calls) and all(c in _CHOOSING or c[:1].isupper() for c in _names_of(calls))


def _names_of(calls: list[Call]) -> Iterator[str]:
    for call in calls:
        callee = call.callee
        yield callee.name if isinstance(callee, Attribute) else getattr(callee, "id", "?")
