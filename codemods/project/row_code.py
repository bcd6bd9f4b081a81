"""Code of the project that runs while rows are asked for and made: managers, signals, events, constructors.

A query for many keys runs it as often as before for rows, once for the query, and earlier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Function,
    Item,
    Operation,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect
from codemods.model.queries import Entity, Query
from codemods.project.codebase import Codebase
from codemods.project.effects import Effects
from codemods.project.managers import classes_of
from codemods.project.scope import Scope
from codemods.project.summaries import unknown_effect
from codemods.project.types import Type, dotted_name

# source: SQLAlchemy documentation, "Constructors and Object Initialization": rows are made without
# `__init__`, and their attributes are set in the object's dict.
_MAKING = {
    "sqlalchemy": frozenset(["__new__"]),
    "": frozenset(["__init__", "__new__", "from_db", "_init_from_db", "__setattr__"]),
}
# A manager may narrow what it gives by these, and rows are still found by their key alone.
_NARROWING = frozenset(
    ["filter", "exclude", "select_related", "prefetch_related", "only", "defer", "using", "all",
     "get_queryset", "super"]
)  # fmt: skip
_OF_QUERIES = _NARROWING - {"super", "get_queryset"} | frozenset(
    ["get", "aget", "first", "afirst", "count", "acount", "exists", "aexists", "order_by", "aggregate",
     "latest", "earliest", "values", "values_list", "annotate", "alias", "distinct", "union", "none",
     "iterator", "_fetch_all", "_clone", "_chain",
     "__iter__", "__aiter__", "__getitem__", "__len__"]
)  # fmt: skip
_OF_MODELS = frozenset(
    [
        "select",
        "get",
        "get_or_none",
        "get_by_id",
        "filter",
        "first",
        "all",
        "exclude",
        "noop",
        "alias",
    ]
)
_LISTENS = {
    "django": re.compile(r"\b(?:pre|post)_init\b"),
    "sqlalchemy": re.compile(
        r"""\breconstructor\b|["'](?:load|refresh|do_orm_execute|before_compile|before_execute"""
        r"""|before_cursor_execute|after_cursor_execute|loaded_as_persistent)["']"""
    ),
}
_OF_EXECUTION = "do_orm_execute"
_OF_STATEMENTS = re.compile(r"_execute\b|\bbefore_compile\b")
# What a function is told of: each row, the text of each statement, or each query, which it may change.
Told = Literal["rows", "statements", "queries"]
_STATE = "sqlalchemy.orm.ORMExecuteState"
_RECONSTRUCTOR = "reconstructor"
_EAGER = re.compile(r"""\blazy\s*=\s*(?!["'](?:select|raise|noload|dynamic|write_only)\b|True)""")
# Where none of these stands, and no function of the project decorates, a text that looks like the name of an
# event is another word: the command "refresh" of a command line.
_REGISTERS = re.compile(r"\blisten(?:s_for)?\b|\breconstructor\b|\breceiver\b|\bconnect\b")
_CRITERIA = ".with_loader_criteria"
_CALLED = re.compile(r"\b(?:connect|listen)\(\s*([\w.]+)\s*(?:,[^()]*?,\s*([\w.]+))?")


def owned_by_project(project: Codebase, query: Query, entity: Entity) -> str:
    """A method of a manager, or of a model that is asked itself, that the project has made its own;
    "" where it only narrows the rows."""
    for cls in project.mro(entity.name) if query.library in ("tortoise", "peewee") else ():
        found = project.class_fact(cls)
        for method in sorted(_OF_MODELS & set(found[1].methods if found else ())):
            return f"`{cls.rpartition('.')[2]}.{method}`"
    for cls in _manager_classes(project, query, entity):
        found = project.class_fact(cls)
        for method in sorted(_OF_QUERIES & set(found[1].methods if found else ())):
            return f"`{cls.rpartition('.')[2]}.{method}`"
        for function in project.functions_named(f"{cls}.get_queryset"):
            shape = _shape(function, query)
            if shape:
                return f"`{cls.rpartition('.')[2]}.get_queryset` ({shape})"
    return ""


def _shape(function: Function, query: Query) -> str:
    """What a manager does beyond leaving rows out."""
    links = [link.name for link in getattr(query.form, "links", ())]
    for step in steps_within(function.body):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Item) and isinstance(part.key, Operation):
                    return "a slice"
                if isinstance(part, Attribute) and part.name in _OF_RELATED:
                    return f"`{part.name}`"
                if not isinstance(part, Call) or not isinstance(part.callee, Attribute):
                    continue
                name = part.callee.name
                if name == "order_by" and (query.limit is None or "order_by" in links):
                    continue
                if name in _NARROWING or name not in _CHANGING:
                    continue
                return f"`{name}`"
    return ""


# What only the manager of an object's rows has.
_OF_RELATED = frozenset(["instance", "core_filters"])
_CHANGING = frozenset(
    ["order_by", "distinct", "annotate", "alias", "values", "values_list", "union", "intersection",
     "difference", "extra", "raw", "reverse", "select_for_update", "none"]
)  # fmt: skip


def _manager_classes(project: Codebase, query: Query, entity: Entity) -> Iterator[str]:
    if query.library == "tortoise":
        yield from classes_of(project, entity.managers.get("manager"))
    manager = getattr(query.form, "manager", None)
    if isinstance(manager, Attribute):
        yield from classes_of(project, entity.managers.get(manager.name))


def run_while_loading(effects: Effects, query: Query, entity: Entity) -> Iterator[Effect]:
    """What code of the project does beyond the rows that it is given."""
    project = effects.project
    for function, told in _functions(project, query, entity):
        own = {p.name for p in function.parameters}
        given: dict[str, Type] = {}
        if told == "queries":
            given = dict.fromkeys([p.name for p in function.parameters[:1]], Type(_STATE))
            changed = _changed_beyond(function, Scope(project, function, None, given))
            if changed:
                yield unknown_effect(changed)
        scope = Scope(project, function, None, given)
        # Step by step: what the library's own part does is known, though no catalogue says it.
        for step in function.body:
            for effect in effects.of_steps(scope, (step,)).effects:
                place = effect.place
                library = effect.kind == "unknown" and effect.via.startswith("`super()")
                if library or (effect.resource == "log" and told != "rows"):
                    continue  # lines about statements are those of a driver
                if place is not None and place.kind in ("fresh", "local"):
                    continue
                if place is not None and place.kind == "parameter" and place.root in own:
                    if place.root != "cls":
                        continue
                yield effect


def _changed_beyond(function: Function, scope: Scope) -> str:
    """What a listener of queries does to one but for leaving rows out of it, "" for nothing."""
    for step in steps_within(function.body):
        line = f"`{function.name}`, line {step.span.line}"
        if step.kind == "return" and step.value not in (None, Constant("none", None)):
            return f"{line} answers queries itself"
        if not any(isinstance(t, Attribute) and t.name == "statement" for t in step.targets):
            continue
        value = step.value
        if not isinstance(value, Call) or not isinstance(value.callee, Attribute):
            return f"{line} changes queries"
        inner = value.callee.value
        if value.callee.name != "options" or (inner,) != step.targets:
            return f"{line} changes queries"
        for argument in value.args:
            made = argument.value
            symbol = scope.symbol_of(made.callee) if isinstance(made, Call) else None
            if argument.star or symbol is None or not symbol.name.endswith(_CRITERIA):
                return f"{line} changes queries"
    return ""


def _functions(project: Codebase, query: Query, entity: Entity) -> Iterator[tuple[Function, Told]]:
    """The functions that run, and what they are told of."""
    for cls in _manager_classes(project, query, entity):
        yield from ((f, "statements") for f in project.functions_named(f"{cls}.get_queryset"))
    for owner in project.mro(entity.name):
        found = project.class_fact(owner)
        making = _MAKING.get(query.library, _MAKING[""])
        for method in sorted(making & set(found[1].methods if found else ())):
            yield from ((f, "rows") for f in project.functions_named(f"{owner}.{method}"))
    listens = _LISTENS.get("sqlalchemy" if query.library == "raw" else query.library)
    if listens is not None:
        for function, told in _listeners(project, query.library, listens):
            if not _is_told_of_others(project, function, query, entity):
                yield function, told


def _is_told_of_others(project: Codebase, function: Function, query: Query, entity: Entity) -> bool:
    """Whether it is a reconstructor, which is told of the rows of its class alone, of another class."""
    if function.owner is None or project.related(function.owner, entity.name):
        return False
    if not any(_RECONSTRUCTOR in (dotted_name(d) or "") for d in function.decorators):
        return False
    chosen = any(link.name == "options" for link in getattr(query.form, "links", ()))
    return not chosen and not _loads_relations(project)


def _loads_relations(project: Codebase) -> bool:
    """Whether loading rows of one class may load those of another one with them."""
    key = "loads relations"
    if key not in project.memo:
        project.memo[key] = any(
            _EAGER.search("\n".join(project.lines(module.path)))
            for module in project.mentioning("lazy")
        )
    return bool(project.memo[key])


def _listeners(
    project: Codebase, library: str, listens: re.Pattern[str]
) -> list[tuple[Function, Told]]:
    """Functions that are told of every row or query, of any class."""
    key = ("listeners", library)
    if key not in project.memo:
        project.memo[key] = list(_listening(project, listens))
    return project.memo[key]  # type: ignore[return-value]


def _listening(project: Codebase, listens: re.Pattern[str]) -> Iterator[tuple[Function, Told]]:
    for module in project.modules.values():
        rows = project.lines(module.path)
        text = "\n".join(rows)
        if not listens.search(text):
            continue
        registers = _REGISTERS.search(text) is not None
        for fact in module.facts.functions:
            above = rows[fact.line - 1 : fact.def_line]
            own = any(project.resolve_dotted(module, d).kind == "function" for d in fact.decorators)
            if (registers or own) and any(listens.search(row) for row in above):
                function = project.function(module, fact)
                if function is not None:
                    yield function, _told("\n".join(above))
        for match in _CALLED.finditer(text):
            if not listens.search(text[max(0, match.start() - 12) : match.end()]):
                continue
            for name in match.groups():
                if name:
                    found = project.functions_named(project.resolve_dotted(module, name).name)
                    told = _told(text[max(0, match.start() - 12) : match.end()])
                    yield from ((f, told) for f in found)


def _told(text: str) -> Told:
    """What a listener is told of, by the words with which it is registered."""
    if _OF_EXECUTION in text:
        return "queries"
    return "statements" if _OF_STATEMENTS.search(text) else "rows"


def changes_queries(project: Codebase) -> str:
    """Where every query of a session is changed: loaded objects are not asked for again."""
    key = ("changes queries",)
    if key not in project.memo:
        project.memo[key] = next(
            (
                path
                for path in sorted(project.by_path)
                if any(
                    "do_orm_execute" in row or "before_compile" in row
                    for row in project.lines(path)
                )
            ),
            "",
        )
    return str(project.memo[key])
