"""Which code a call runs, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from codemods.libraries.catalogue import CallFact
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Opaque,
    Operation,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Place
from codemods.model.spans import Span
from codemods.project.annotations import type_of_annotation
from codemods.project.codebase import Codebase, Module, Symbol, View
from codemods.project.frameworks import model_named, user_model, values_of
from codemods.project.types import Type, dotted_name, join, members, substitute, type_from_text

_CONTAINERS = {
    "list",
    "tuple",
    "set",
    "frozenset",
    "Sequence",
    "Iterable",
    "Iterator",
    "Collection",
}
_COROUTINE = "coroutine"
_SAVING = frozenset({"save", "save_new", "save_existing", "save_m2m", "delete_existing"})
_NOWHERE = Span(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """Code that a call may run.

    `function` for code of the project (then `receiver` is the expression that becomes `self`, or
    None for plain functions), `fact` for code from outside, `class` for construction, `unknown`
    with the reason in words and, where a setting could supply the fact, its dotted `name`.
    """

    kind: Literal["function", "fact", "class", "unknown"]
    function: Function | None = None
    fact: CallFact | None = None
    name: str = ""
    receiver: Expr | None = None
    self_type: Type | None = None
    reason: str = ""
    awaited: bool = False  # the fact is about awaiting an object


def unknown(reason: str, name: str = "") -> Target:
    return Target("unknown", reason=reason, name=name)


# -- decorators and receivers ---------------------------------------------------------------------


def decorator_kinds(project: Codebase, function: Function) -> tuple[tuple[str, str], ...]:
    """Each decorator's catalogue word ("" when unknown) and its name."""
    module = project.modules[function.module]
    found = []
    for expr in (
        part for mark in function.decorators for part in _unwrapped(project, module, mark)
    ):
        head = expr.callee if isinstance(expr, Call) else expr
        dotted = dotted_name(head)
        if dotted is None:
            found.append(("", "a computed decorator"))
            continue
        symbol = project.resolve_dotted(module, dotted)
        kind = ""
        if symbol.kind in ("external", "builtin"):
            fact = project.catalogue.function(symbol.name)
            kind = fact.decorator if fact else ""
        elif symbol.kind in ("variable", "unknown") and "." in dotted:
            kind = _decorator_by_method(project, function, dotted)
        found.append((kind, symbol.name if symbol.kind == "function" else dotted))
    return tuple(found)


def _unwrapped(project: Codebase, module: Module, mark: Expr) -> tuple[Expr, ...]:
    """The decorators that `@method_decorator(...)` makes fit for methods."""
    dotted = dotted_name(mark.callee) if isinstance(mark, Call) else None
    if dotted is None or not isinstance(mark, Call) or not dotted.endswith("method_decorator"):
        return (mark,)
    if project.resolve_dotted(module, dotted).name != "django.utils.decorators.method_decorator":
        return (mark,)
    given = mark.argument(0, "decorator")
    if given is None:
        return (mark,)
    return given.items if isinstance(given, Display) else (given,)


def _decorator_by_method(project: Codebase, function: Function, dotted: str) -> str:
    """`@router.get(...)` where `router` is a module variable with a type from the catalogue."""
    module = project.modules[function.module]
    head, _, method = dotted.rpartition(".")
    symbol = project.resolve_dotted(module, head)
    if symbol.kind == "variable":
        for part in members(symbol_type(project, symbol)):
            fact = project.catalogue.method(part.name, method)
            if fact is not None:
                return fact.decorator
    if method in ("setter", "getter", "deleter"):
        return "property"
    return ""


def _decorated_type(project: Codebase, name: str) -> Type | None:
    """What a decorator of an outside library makes of a function (a task, say)."""
    for function in project.functions_named(name):
        module = project.modules[function.module]
        for expr in function.decorators:
            dotted = dotted_name(expr.callee if isinstance(expr, Call) else expr)
            if dotted is None:
                continue
            symbol = project.resolve_dotted(module, dotted)
            fact = None
            if symbol.kind == "external":
                fact = project.catalogue.function(symbol.name)
            elif "." in dotted:
                head, _, method = dotted.rpartition(".")
                owner = project.resolve_dotted(module, head)
                if owner.kind == "variable":
                    for part in members(symbol_type(project, owner)):
                        fact = fact or project.catalogue.method(part.name, method)
            if fact is not None and fact.decorator and fact.returns:
                return type_from_text(fact.returns)
    return None


def run_by(project: Codebase, target: Target) -> tuple[Function, ...]:
    """What a library's method calls of the project: `create` runs the `save` of the row's class.

    A form's `save` runs that of its model, and `is_valid` the `clean` methods of the form.
    """
    fact, kind = target.fact, target.self_type
    if fact is None or kind is None or not (fact.runs or fact.hooks):
        return ()
    found = [f for hook in fact.hooks for f in _overrides(project, kind.name, hook)]
    if fact.runs:
        row = values_of(project, kind.name).get("Row") if project.class_fact(kind.name) else None
        name = row.name if row else kind.args[0].name if kind.args else kind.name
        found += _overrides(project, name, fact.runs)
    return tuple(found)


def _overrides(project: Codebase, cls: str, method: str) -> Iterable[Function]:
    """The project's own `method` of a class; those that begin so, where it ends with a star."""
    for owner in project.mro(cls):
        found = project.class_fact(owner)
        if found is None:
            break
        if method in found[1].methods:
            return project.functions_named(f"{owner}.{method}")
        if method.endswith("*"):
            named = [m for m in found[1].methods if m.startswith(method[:-1])]
            if named:
                return [f for m in named for f in project.functions_named(f"{owner}.{m}")]
    return ()


def is_kept_from_acting(fact: CallFact, call: Call | None) -> bool:
    """Whether an argument says that nothing shall be done: `form.save(commit=False)`."""
    if not fact.unless or call is None:
        return False
    return call.argument(0, fact.unless) == Constant("bool", False)


def has_decorator(project: Codebase, function: Function, *kinds: str) -> bool:
    return (
        any(kind in kinds for kind, _ in decorator_kinds(project, function))
        if function.decorators
        else False
    )


def _decorated_as(function: Function, name: str) -> bool:
    return any(isinstance(d, Name) and d.id == name for d in function.decorators)


def is_classmethod(project: Codebase, function: Function) -> bool:
    return _decorated_as(function, "classmethod") or function.name.endswith(
        (".__new__", ".__init_subclass__")
    )


def receiver_name(project: Codebase, function: Function) -> str | None:
    """The name of `self` (or `cls`); None for functions and static methods."""
    if function.owner is None or not function.parameters or _decorated_as(function, "staticmethod"):
        return None
    first = function.parameters[0]
    return first.name if first.kind == "positional" else None


# -- types of things ------------------------------------------------------------------------------


def symbol_type(project: Codebase, symbol: Symbol) -> Type | None:
    """The type of what a symbol stands for, as a value."""
    match symbol.kind:
        case "class":
            return Type("type", (Type(symbol.name, exact=True),))
        case "function":
            return Type("function", (Type(symbol.name),))
        case "module":
            return Type("module", (Type(symbol.name),))
        case "external" | "builtin":
            known = project.catalogue.attribute_of_module(symbol.name)
            if known:
                return type_from_text(known)
            if project.catalogue.function(symbol.name) is not None:
                return Type("function", (Type(symbol.name),))
            if project.catalogue.type(symbol.name) is not None:
                return Type("type", (Type(symbol.name, exact=True),))
            return _outside_attribute(project, symbol.name) or Type("outside", (Type(symbol.name),))
        case "variable":
            return variable_type(project, symbol.name)
        case _:
            return None


def _outside_attribute(project: Codebase, name: str) -> Type | None:
    """The type of `Permission.objects`, an attribute of a class or of a value that a catalogue knows."""
    head, _, last = name.rpartition(".")
    if project.catalogue.type(head) is not None:
        text = project.catalogue.attribute(head, last)
        return substitute(type_from_text(text), {"Self": Type(head)}) if text else None
    known = project.catalogue.attribute_of_module(head)
    return attribute_type(project, type_from_text(known), last) if known else None


def variable_type(project: Codebase, name: str) -> Type | None:
    """The type of a module variable: by annotation, or by all it is assigned."""
    module, inner = project.split(name)
    if module is None or "." in inner:
        return None
    key = ("variable", name)
    memo = project.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    memo[key] = None
    if inner in module.facts.rebound:
        notes = [project.statement(module, *where) for where in module.variables[inner]]
        declared = [s.annotation for s in notes if s is not None and s.annotation is not None]
        if declared:
            memo[key] = type_of_annotation(project, module, declared[0])
            return memo[key]  # type: ignore[return-value]
        return None
    found: list[Type | None] = []
    for where in module.variables[inner]:
        step = project.statement(module, *where)
        if step is None or step.kind not in ("assign", "declare"):
            found.append(None)
            continue
        declared_type = type_of_annotation(project, module, step.annotation)
        if declared_type is not None:
            found = [declared_type]
            break
        if step.value is None or any(not isinstance(t, Name) for t in step.targets):
            found.append(None)
            continue
        found.append(module_scope(project, module.name).type_of(step.value))
    result = join(found) if found else None
    memo[key] = result
    return result


def module_scope(project: Codebase, module: str) -> View:
    """A scope without locals, for expressions at module level and in class bodies."""

    key = ("scope", module)
    found = project.memo.get(key)
    if found is None:
        empty = Function(
            f"{module}.<module>",
            module,
            None,
            _NOWHERE,
            (),
            None,
            (),
            (),
            False,
            False,
            frozenset(),
        )
        found = project.memo[key] = project.view(empty)
    return found  # type: ignore[return-value]


def type_values(project: Codebase, type_: Type, owner: str | None) -> dict[str, Type | None]:
    """The type variables that `owner`'s body may name, as seen from an object of `type_`."""
    values: dict[str, Type | None] = {}
    if project.class_fact(type_.name) is None:
        fact = project.catalogue.type(type_.name)
        if fact is not None:
            values = {
                p: (type_.args[i] if i < len(type_.args) else None)
                for i, p in enumerate(fact.params)
            }
        values["Self"] = replace(type_, optional=False)
        return values
    for cls in (type_.name, *project.mro(type_.name)):
        found = project.class_fact(cls)
        if found is None:
            given = type_.args if not _type_variables(project, type_.name) else ()
            for i, variable in enumerate(_outside_variables(project, cls)):
                values.setdefault(variable, given[i] if i < len(given) else None)
            continue
        module = found[0]
        for base in project.base_expressions(cls):
            if not isinstance(base, Item):
                continue
            head = dotted_name(base.value)
            symbol = project.resolve_dotted(module, head) if head else None
            parts = base.key.items if isinstance(base.key, Display) else (base.key,)
            if symbol is None or symbol.kind not in ("class", "external"):
                continue
            variables = (
                _type_variables(project, symbol.name)
                if symbol.kind == "class"
                else _outside_variables(project, symbol.name)
            )
            for variable, part in zip(variables, parts, strict=False):
                value = type_of_annotation(project, module, part)
                if value is not None and value.name not in values:
                    values.setdefault(variable, value)
    values["Self"] = replace(type_, optional=False)
    for name, value in values_of(project, type_.name).items():
        values.setdefault(name, value)
    return values


def _outside_variables(project: Codebase, cls: str) -> tuple[str, ...]:
    known = project.catalogue.type(cls)
    return known.params if known is not None else ()


def _type_variables(project: Codebase, cls: str) -> list[str]:
    """The dotted names of the variables in `Generic[T, U]`."""

    found = project.class_fact(cls)
    names: list[str] = []
    for base in project.base_expressions(cls):
        if found is None or not isinstance(base, Item):
            continue
        parts = base.key.items if isinstance(base.key, Display) else (base.key,)
        for part in parts:
            dotted = dotted_name(part)
            symbol = project.resolve_dotted(found[0], dotted) if dotted else None
            if symbol is not None and symbol.kind == "variable" and symbol.name not in names:
                names.append(symbol.name)
    return names


def attribute_type(project: Codebase, type_: Type | None, name: str) -> Type | None:
    """The type of `value.name` for a value of the type."""
    if type_ is None:
        return None
    if type_.name == "type" and type_.args:
        return _class_attribute(project, type_.args[0].name, name)
    if type_.name == "module":
        module = project.modules.get(type_.args[0].name)
        return symbol_type(project, project.lookup(module, name)) if module else None
    if project.class_fact(type_.name) is not None:
        found = _member_type(project, type_, name)
        return substitute(found, type_values(project, type_, None)) if found else None
    text = project.catalogue.attribute(type_.name, name)
    if text == "User":
        user = user_model(project)
        return Type(user) if user else None
    if text:
        return substitute(type_from_text(text), type_values(project, type_, None))
    return None


def _class_attribute(project: Codebase, cls: str, name: str) -> Type | None:
    for owner in project.mro(cls):
        found = project.class_fact(owner)
        if found is None:
            text = project.catalogue.attribute(owner, name)
            if text:
                return substitute(type_from_text(text), {"Self": Type(cls)})
            continue
        module, fact = found
        for attribute, line, end in fact.attributes:
            if attribute == name:
                step = project.statement(module, line, end)
                if step is None:
                    return None
                declared = type_of_annotation(project, module, step.annotation, owner)
                if declared is not None or step.value is None:
                    return declared
                value = module_scope(project, module.name).type_of(step.value)
                return _owned(project, value, cls)
    return None


_COLUMN_TYPES = {
    "int": "int",
    "text": "str",
    "bool": "bool",
    "uuid": "uuid.UUID",
    "date": "datetime.date",
    "datetime": "datetime.datetime",
}


def _row_attribute_type(project: Codebase, cls: str, name: str) -> Type | None:
    """What an attribute of a row holds, as the models say: a column, a row it leads to, a manager."""
    from codemods.project.schema import entities_pointing_at, entity_of

    entity = entity_of(project, cls)
    if entity is None or entity.library not in ("django", "sqlalchemy"):
        return None
    column = entity.columns.get(name)
    if column is not None:
        if column.references and not column.object_attribute:
            return None
        text = _COLUMN_TYPES.get(column.kind)
        return type_from_text(f"{text} | None" if column.nullable else text) if text else None
    if entity.library != "django":
        return None
    for own in entity.columns.values():
        if own.object_attribute == name and own.references:
            return replace(Type(own.references), optional=own.nullable)
    if entity.relations.get(name):
        return Type("django.db.models.Manager", (Type(entity.relations[name]),))
    for other, key in entities_pointing_at(project, cls):
        if key.related_name == name:
            alone = other.is_unique(frozenset({key.attribute}))
            row = Type(other.name)
            return row if alone else Type("django.db.models.Manager", (row,))
    return None


def _owned(project: Codebase, type_: Type | None, cls: str) -> Type | None:
    """A manager gives objects of the class whose attribute it is; the catalogue says `Owner`."""
    if type_ is None or (type_.args and type_.args != (Type("Owner"),)):
        return type_
    for name in (type_.name, *project.mro(type_.name)):
        known = project.catalogue.type(name)
        made = known.constructor if known is not None else None
        if made is not None and made.returns.endswith("[Owner]"):
            return replace(type_, args=(Type(cls),))
    return type_


def _member_type(project: Codebase, type_: Type, name: str) -> Type | None:
    key = ("member", type_.name, name)
    memo = project.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    memo[key] = None
    memo[key] = _find_member_type(project, type_, name)
    return memo[key]  # type: ignore[return-value]


def _find_member_type(project: Codebase, type_: Type, name: str) -> Type | None:
    hidden = False
    for owner in project.mro(type_.name):
        found = project.class_fact(owner)
        if found is None:
            text = project.catalogue.attribute(owner, name)
            if text:
                return None if hidden else type_from_text(text)
            if owner == "?":
                return None
            continue
        _, fact = found
        if any(a == name for a, _, _ in fact.attributes):
            declared = _class_attribute(project, owner, name)
            declared = declared or _row_attribute_type(project, owner, name)
            if declared is not None:
                return declared
            hidden = True
        if name in fact.methods:
            return _method_value_type(project, owner, name)
        assigned = _assigned_type(project, owner, name)
        if assigned is not None:
            return assigned if assigned.name != "?" else None
        related = _row_attribute_type(project, owner, name)
        if related is not None:
            return related
    return None


def _method_value_type(project: Codebase, owner: str, name: str) -> Type | None:
    functions = project.functions_named(f"{owner}.{name}")
    for function in functions:
        if has_decorator(project, function, "property"):
            return return_type(project, function, Type(owner))
    return Type("function", (Type(f"{owner}.{name}"),)) if functions else None


def _assigned_type(project: Codebase, owner: str, name: str) -> Type | None:
    """The type that the methods of a class give `self.name`; `?` when they assign unknown ones."""

    found = project.class_fact(owner)
    if found is None:
        return None
    module, fact = found
    lines = project.lines(module.path)
    mark = f".{name}"
    rows = [n for n in range(fact.line, fact.end_line + 1) if mark in lines[n - 1]]
    if not rows:
        return None
    types: list[Type | None] = []
    seen = False
    for function_fact in module.facts.functions:
        if function_fact.owner != fact.name or not any(
            function_fact.line <= row <= function_fact.end_line for row in rows
        ):
            continue
        function = project.function(module, function_fact)
        receiver = receiver_name(project, function) if function else None
        if function is None or receiver is None:
            continue
        scope: View | None = None
        for step in steps_within(function.body):
            if step.kind not in ("assign", "declare", "augment", "with", "for"):
                continue
            for target in (*step.targets, *(i.target for i in step.items if i.target is not None)):
                if not (
                    isinstance(target, Attribute)
                    and target.name == name
                    and target.value == Name(receiver)
                ):
                    continue
                seen = True
                declared = type_of_annotation(project, module, step.annotation, owner)
                if declared is not None:
                    return declared
                if step.kind == "augment" or step.value is None:
                    continue
                scope = scope or project.view(function)
                types.append(scope.type_of(step.value, step) if step.kind == "assign" else None)
    if not seen:
        return None
    return join(types) or Type("?")


def item_type(project: Codebase, base: Type | None, key: Expr) -> Type | None:
    """The type of `value[key]`."""
    found: list[Type | None] = []
    for part in members(base):
        if part.name == "json":
            found.append(Type("json"))
        elif part.name == "dict" and len(part.args) == 2:
            found.append(_known(part.args[1]))
        elif part.name == "tuple" and part.args:
            if len(part.args) == 2 and part.args[1].name == "...":
                found.append(_known(part.args[0]))
            elif (
                isinstance(key, Constant)
                and isinstance(key.value, int)
                and -len(part.args) <= key.value < len(part.args)
            ):
                found.append(_known(part.args[key.value]))
            else:
                found.append(None)
        elif part.name == "list" and part.args:
            found.append(_known(part.args[0]))
        else:
            fact = project.catalogue.type(part.name)
            text = fact.subscript if fact else ""
            found.append(
                substitute(type_from_text(text), type_values(project, part, None)) if text else None
            )
    return join(found) if found else None


def _known(type_: Type) -> Type | None:
    return None if type_.name == "Any" else type_


def iterated_type(project: Codebase, base: Type | None, is_async: bool) -> Type | None:
    """The type of an item of an iterable."""
    found: list[Type | None] = []
    for part in members(base):
        short = part.name.rpartition(".")[2]
        if part.name == "json":
            found.append(Type("json"))
        elif part.name == "type" and part.args:
            # Going over an enumeration gives its members.
            members_of = part.args[0].name
            is_enum = any(b.startswith("enum.") for b in project.mro(members_of))
            found.append(Type(members_of) if is_enum else None)
        elif part.name == "tuple" and part.args:
            items = (
                part.args[:1] if len(part.args) == 2 and part.args[1].name == "..." else part.args
            )
            found.append(join(_known(i) for i in items))
        elif (
            (part.name == "dict" and part.args)
            or (
                part.args
                and (
                    short in _CONTAINERS
                    or "Iterator" in short
                    or "Iterable" in short
                    or "Generator" in short
                )
            )
            or (
                part.args
                and short
                in (
                    "Mapping",
                    "KeysView",
                    "ValuesView",
                    "deque",
                    "Set",
                    "AbstractSet",
                    "MutableSequence",
                )
            )
        ):
            found.append(_known(part.args[0]))
        else:
            fact = project.catalogue.type(part.name)
            text = fact.iterates if fact else ""
            found.append(
                substitute(type_from_text(text), type_values(project, part, None)) if text else None
            )
    return join(found) if found else None


def unpacked_type(project: Codebase, base: Type | None, index: int) -> Type | None:
    return item_type(project, base, Constant("int", index)) if base is not None else None


def awaited_type(project: Codebase, base: Type | None) -> Type | None:
    """What `await` gives for a value of the type."""
    found: list[Type | None] = []
    for part in members(base):
        short = part.name.rpartition(".")[2]
        if part.name == _COROUTINE or short in ("Awaitable", "Future", "Task"):
            found.append(_known(part.args[0]) if part.args else None)
        elif short == "Coroutine":
            found.append(_known(part.args[2]) if len(part.args) > 2 else None)
        else:
            fact = project.catalogue.type(part.name)
            awaited = fact.awaited if fact else None
            found.append(
                substitute(type_from_text(awaited.returns), type_values(project, part, None))
                if awaited
                else None
            )
    return join(found) if found else None


def entered_type(project: Codebase, base: Type | None) -> Type | None:
    """What `with value as x` binds."""
    found: list[Type | None] = []
    for part in members(base):
        if part.name == "context":
            found.append(part.args[0] if part.args else None)
            continue
        if part.name == _COROUTINE:
            # `async with client.get(...)`: what is awaited elsewhere is entered here.
            found.append(_known(part.args[1]) if len(part.args) > 1 else None)
            continue
        if project.class_fact(part.name):
            functions = [
                f
                for m in ("__aenter__", "__enter__")
                for owner in project.mro(part.name)
                for f in project.functions_named(f"{owner}.{m}")
            ]
            found.append(return_type(project, functions[0], part) if functions else None)
            continue
        fact = project.catalogue.type(part.name)
        entered = fact.entered if fact else None
        text = (entered.enters or entered.returns) if entered else ""
        found.append(
            substitute(type_from_text(text), type_values(project, part, None)) if text else None
        )
    return join(found) if found else None


def return_type(
    project: Codebase, function: Function, self_type: Type | None = None
) -> Type | None:
    """What a function returns when it has run to its end (awaited, for a coroutine function)."""

    module = project.modules[function.module]
    owner = self_type.name if self_type and function.owner else function.owner
    declared = type_of_annotation(project, module, function.returns, owner)
    if declared is not None and self_type is not None and function.owner:
        declared = substitute(declared, type_values(project, self_type, function.owner))
    if declared is not None or function.is_generator:
        return declared
    key = ("returns", function.name, function.span.line, self_type)
    memo = project.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    memo[key] = None
    if function.returns is None:
        scope = project.view(function, self_type)
        values = [s for s in steps_within(function.body) if s.kind == "return"]
        types = [scope.type_of(s.value, s) if s.value is not None else Type("None") for s in values]
        memo[key] = join(types) if types else Type("None")
    return memo[key]  # type: ignore[return-value]


def yielded_type(
    project: Codebase, function: Function, self_type: Type | None = None
) -> Type | None:
    """The type a generator hands out, by what stands behind its `yield`s."""
    scope = project.view(function, self_type)
    found: list[Type | None] = []
    for step in steps_within(function.body):
        for expr in expressions(step):
            found += (
                scope.type_of(part.value, step) if part.value is not None else Type("None")
                for part in walk(expr)
                if isinstance(part, Yield)
            )
    return join(found) if found else None


def injected_type(scope: View, default: Call) -> Type | None:
    """`x = Depends(get_x)`: what the provider gives."""
    symbol = scope.symbol_of(default.callee)
    if (
        symbol is None
        or symbol.kind != "external"
        or not symbol.name.endswith((".Depends", ".Security"))
    ):
        return None
    provider = default.argument(0, "dependency")
    given = scope.symbol_of(provider) if provider is not None else None
    if given is None:
        return None
    if given.kind == "class":
        return Type(given.name)
    if given.kind == "function":
        providers = scope.project.functions_named(given.name)
        if providers and all(f.is_generator and f.returns is None for f in providers):
            return join(yielded_type(scope.project, f) for f in providers)
        types = [return_type(scope.project, f) for f in providers]
        found = join(types) if types else None
        if found and (
            "Generator" in found.name or "Iterator" in found.name or "Iterable" in found.name
        ):
            return found.args[0] if found.args else None
        return found
    return None


# -- which code a call runs -----------------------------------------------------------------------


def targets(scope: View, call: Call, at: Step | None) -> tuple[Target, ...]:
    """All code that a call may run; never empty."""
    project = scope.project
    callee = call.callee
    symbol = scope.symbol_of(callee)
    if symbol is not None:
        return _symbol_targets(project, symbol, at)
    if isinstance(callee, Name) and callee.id == "super":
        return (unknown("a bare `super()`"),)
    if isinstance(callee, Attribute):
        return _attribute_targets(scope, callee, at)
    found = scope.type_of(callee, at)
    if found is None:
        return (unknown(f"the type of `{describe(callee)}` is not known"),)
    return _called(scope, found, callee)


def _symbol_targets(project: Codebase, symbol: Symbol, at: Step | None) -> tuple[Target, ...]:
    match symbol.kind:
        case "function":
            declared = project.catalogue.function(symbol.name)
            if declared is not None and declared.known == "declared":
                return (Target("fact", fact=declared, name=symbol.name),)
            functions = project.functions_named(symbol.name)
            if not functions:
                return (unknown(f"`{symbol.name}` cannot be read"),)
            return tuple(Target("function", function=f, name=f.name) for f in functions)
        case "class":
            return (Target("class", name=symbol.name),)
        case "external" | "builtin":
            fact = project.catalogue.function(symbol.name)
            if fact is not None:
                return (Target("fact", fact=fact, name=symbol.name),)
            if project.catalogue.is_exception(symbol.name):
                return (Target("class", name=symbol.name),)
            type_ = project.catalogue.type(symbol.name)
            if type_ is not None and type_.constructor is not None:
                return (Target("fact", fact=type_.constructor, name=symbol.name),)
            head, _, last = symbol.name.rpartition(".")
            held = symbol_type(project, Symbol("external", head)) if "." in head else None
            if held is not None and held.name not in ("outside", "function"):
                return method_targets(project, held, last, _dotted(head))
            return (
                unknown(
                    f"`{symbol.name}` is outside the project and not in a catalogue", symbol.name
                ),
            )
        case "variable":
            found = variable_type(project, symbol.name)
            if found is None:
                return (unknown(f"the type of `{symbol.name}` is not known", symbol.name),)
            scope = module_scope(project, symbol.name.rpartition(".")[0])
            return _called(scope, found, Name(symbol.name.rpartition(".")[2]))
        case _:
            return (unknown(symbol.name or "a name that is not known"),)


def _dotted(name: str) -> Expr:
    first, *rest = name.split(".")
    found: Expr = Name(first)
    for part in rest:
        found = Attribute(found, part)
    return found


def _attribute_targets(scope: View, callee: Attribute, at: Step | None) -> tuple[Target, ...]:
    project = scope.project
    if (
        isinstance(callee.value, Call)
        and callee.value.callee == Name("super")
        and scope.self_type is not None
    ):
        return _super_targets(scope, callee.name)
    base = scope.symbol_of(callee.value)
    if base is not None and base.kind == "class":
        return _class_call(project, base.name, callee)
    if base is not None and base.kind in ("external", "builtin"):
        fact = project.catalogue.method(base.name, callee.name)
        if fact is not None:
            return (Target("fact", fact=fact, name=fact.name),)
    if base is not None and base.kind == "function":
        made = _decorated_type(project, base.name)
        if made is not None:
            return method_targets(project, made, callee.name, callee.value)
    found = scope.type_of(callee.value, at)
    if found is None:
        return (
            unknown(
                f"the type of `{describe(callee.value)}` is not known (in `{describe(callee)}`)"
            ),
        )
    result: list[Target] = []
    for part in members(found):
        result += method_targets(project, part, callee.name, callee.value)
    return tuple(result)


def _super_targets(scope: View, name: str) -> tuple[Target, ...]:
    project, self_type = scope.project, scope.self_type
    owner = scope.function.owner
    if self_type is None or owner is None:
        return (unknown("`super()` outside a class"),)
    order = project.mro(self_type.name)
    after = order[order.index(owner) + 1 :] if owner in order else project.mro(owner)[1:]
    found = _in_order(project, after, name, Name(scope.receiver or "self"), self_type)
    return found or (unknown(f"`super().{name}` is not known"),)


def _class_call(project: Codebase, cls: str, callee: Attribute) -> tuple[Target, ...]:
    """`Class.method(...)`: static and class methods, or a plain method with its object given."""
    found = _in_order(project, project.mro(cls), callee.name, None, Type(cls, exact=True))
    if not found:
        return (unknown(f"`{cls}.{callee.name}` is not known"),)
    return found


def method_targets(
    project: Codebase, type_: Type, name: str, receiver: Expr | None
) -> tuple[Target, ...]:
    """All implementations that `receiver.name(...)` may run for a receiver of the type."""
    if type_.name == "type" and type_.args:
        cls = type_.args[0].name
        if project.class_fact(cls):
            found = list(_in_order(project, project.mro(cls), name, receiver, type_.args[0]))
            for child in project.subclasses(cls):
                if not type_.args[0].exact:
                    found += _own(project, child, name, receiver, Type(child))
            return tuple(found) or (unknown(f"`{cls}.{name}` is not known"),)
        fact = project.catalogue.method(cls, name)
        return (
            (Target("fact", fact=fact, name=fact.name),)
            if fact
            else (unknown(f"`{cls}.{name}` is not in a catalogue", f"{cls}.{name}"),)
        )
    if type_.name == "module":
        module = project.modules.get(type_.args[0].name)
        return (
            _symbol_targets(project, project.lookup(module, name), None)
            if module
            else (unknown("a module"),)
        )
    if project.class_fact(type_.name) is None:
        if type_.name == "outside":
            dotted = f"{type_.args[0].name}.{name}"
            fact = project.catalogue.function(dotted)
            if fact is not None:
                return (Target("fact", fact=fact, name=fact.name, receiver=receiver),)
            return (unknown(f"`{dotted}` is outside the project and not in a catalogue", dotted),)
        fact = project.catalogue.method(type_.name, name)
        if fact is not None:
            return (Target("fact", fact=fact, name=fact.name, receiver=receiver, self_type=type_),)
        known = project.catalogue.type(type_.name)
        if known is not None and known.unknown_methods == "pure":
            return (
                unknown(f"`{type_.name}.{name}` is not in a catalogue", f"{type_.name}.{name}"),
            )
        return (unknown(f"`{type_.name}.{name}` is not in a catalogue", f"{type_.name}.{name}"),)
    return _project_method(project, type_, name, receiver)


def _project_method(
    project: Codebase, type_: Type, name: str, receiver: Expr | None
) -> tuple[Target, ...]:
    declared = project.catalogue.function(f"{type_.name}.{name}")
    if declared is not None and declared.known == "declared":
        return (
            Target("fact", fact=declared, name=declared.name, receiver=receiver, self_type=type_),
        )
    found = list(_in_order(project, project.mro(type_.name), name, receiver, type_))
    if not type_.exact:
        children = project.subclasses(type_.name)
        if not children and is_protocol(project, type_.name):
            children = implementers(project, type_.name)
        for child in children:
            found += _own(project, child, name, receiver, Type(child))
    real = [t for t in found if t.function is None or not is_stub(t.function)]
    if real:
        # The same code may be reached by several ways.
        unique = {(t.name, t.function.span.line if t.function else 0, t.self_type): t for t in real}
        return tuple(unique.values())
    if found:
        return (unknown(f"no implementation of `{type_.name}.{name}` is in the project"),)
    attribute = attribute_type(project, type_, name)
    module, _ = project.split(type_.name)
    if attribute is not None and module is not None:
        held = Name(name) if receiver is None else Attribute(receiver, name)
        return _called(module_scope(project, module.name), attribute, held)
    if "?" in project.mro(type_.name):
        return (
            unknown(f"a base class of `{type_.name}` is not known, so `{name}` may be anything"),
        )
    return (unknown(f"`{type_.name}.{name}` is not known"),)


def _in_order(
    project: Codebase, order: Iterable[str], name: str, receiver: Expr | None, self_type: Type
) -> tuple[Target, ...]:
    for owner in order:
        if owner == "?":
            return (
                unknown(
                    f"a base class of `{self_type.name}` is not known, so `{name}` may be anything"
                ),
            )
        if project.class_fact(owner):
            found = _own(project, owner, name, receiver, self_type)
            if found:
                return found
            continue
        fact = project.catalogue.method(owner, name)
        if fact is not None:
            return (
                Target("fact", fact=fact, name=fact.name, receiver=receiver, self_type=self_type),
            )
        if project.catalogue.type(owner) is None and owner not in (
            "object",
            "typing.Generic",
            "typing.Protocol",
            "abc.ABC",
        ):
            return (
                unknown(
                    f"`{owner}`, a base of `{self_type.name}`, is not in a catalogue",
                    f"{owner}.{name}",
                ),
            )
    return ()


def _own(
    project: Codebase, owner: str, name: str, receiver: Expr | None, self_type: Type
) -> tuple[Target, ...]:
    found = project.class_fact(owner)
    if found is None or name not in found[1].methods:
        return ()
    functions = project.functions_named(f"{owner}.{name}")
    if not functions:
        return (unknown(f"`{owner}.{name}` cannot be read"),)
    return tuple(
        Target("function", function=f, name=f.name, receiver=receiver, self_type=self_type)
        for f in functions
    )


def is_protocol(project: Codebase, cls: str) -> bool:
    return any(n in ("typing.Protocol", "typing_extensions.Protocol") for n in project.mro(cls))


def implementers(project: Codebase, protocol: str) -> tuple[str, ...]:
    """Classes that have all methods of a protocol without naming it as a base."""
    key = ("implementers", protocol)
    if key in project.memo:
        return project.memo[key]  # type: ignore[return-value]
    needed = {
        m
        for owner in project.mro(protocol)
        if (found := project.class_fact(owner)) is not None
        for m in found[1].methods
    }
    result: list[str] = []
    if needed:
        for module in project.modules.values():
            for fact in module.facts.classes:
                name = f"{module.name}.{fact.name}"
                if name == protocol or not needed & set(fact.methods) or is_protocol(project, name):
                    continue
                owned = {
                    m
                    for owner in project.mro(name)
                    if (found := project.class_fact(owner)) is not None
                    for m in found[1].methods
                }
                if needed <= owned:
                    result.append(name)
    project.memo[key] = tuple(result)
    return tuple(result)


def is_stub(function: Function) -> bool:
    """Whether a body only stands for code elsewhere: `...`, `pass`, NotImplementedError."""
    for step in function.body:
        match step.kind:
            case "pass":
                continue
            case "expression" if isinstance(step.value, Constant):
                continue
            case "raise" if step.value is not None:
                head = step.value.callee if isinstance(step.value, Call) else step.value
                if head == Name("NotImplementedError"):
                    continue
                return False
            case _:
                return False
    return True


def _called(scope: View, type_: Type, callee: Expr) -> tuple[Target, ...]:
    """What calling a value of the type runs."""
    project = scope.project
    result: list[Target] = []
    for part in members(type_):
        if part.name in ("function", "partial") and part.args:
            name = part.args[0].name
            module, _ = project.split(name)
            if module is None:
                kind: Literal["builtin", "external"] = "external" if "." in name else "builtin"
                result += _symbol_targets(project, Symbol(kind, name), None)
            else:
                functions = project.functions_named(name)
                owner = functions[0].owner if functions else None
                if owner is not None and receiver_name(project, functions[0]) is not None:
                    # A bound method: its object is not known any more, its class is.
                    held = Opaque("the object of a bound method")
                    short = name.rpartition(".")[2]
                    result += _project_method(project, Type(owner), short, held)
                    continue
                result += [Target("function", function=f, name=f.name) for f in functions]
                if not functions:
                    result.append(unknown(f"`{name}` cannot be read"))
        elif part.name == "type" and part.args:
            if project.class_fact(part.args[0].name):
                result.append(Target("class", name=part.args[0].name))
            else:
                made = _symbol_targets(project, Symbol("external", part.args[0].name), None)
                # What is made of `type[FormSet[Line]]` is a `FormSet[Line]`.
                model = part.args[0] if part.args[0].args else None
                result += (replace(t, self_type=model) if model else t for t in made)
        elif project.class_fact(part.name):
            result += _project_method(project, part, "__call__", callee)
        else:
            fact = project.catalogue.type(part.name)
            if fact is not None and fact.called is not None:
                result.append(
                    Target(
                        "fact",
                        fact=fact.called,
                        name=fact.called.name,
                        receiver=callee,
                        self_type=part,
                    )
                )
            else:
                name = part.args[0].name if part.name == "outside" else part.name
                result.append(unknown(f"calling a `{name}` is not in a catalogue", name))
    return tuple(result) or (unknown(f"the type of `{describe(callee)}` is not known"),)


# -- what a call gives ----------------------------------------------------------------------------


def result_type(scope: View, call: Call, at: Step | None) -> Type | None:
    """The type of a call's value; a coroutine for a coroutine function."""
    project = scope.project
    if isinstance(call.callee, Name) and call.callee.id == "super" and scope.self_type:
        return scope.self_type
    found: list[Type | None] = []
    for target in targets(scope, call, at):
        match target.kind:
            case "class":
                found.append(
                    Type(target.name, exact=True)
                    if project.class_fact(target.name)
                    else Type(target.name)
                )
            case "function" if target.function is not None:
                found.append(_function_result(scope, call, target, at))
            case "fact" if target.fact is not None:
                found.append(_fact_result(scope, call, target, at))
            case _:
                found.append(None)
    return join(found) if found else None


def _function_result(scope: View, call: Call, target: Target, at: Step | None) -> Type | None:
    project, function = scope.project, target.function
    if function is None:
        return None
    returned = return_type(project, function, target.self_type if function.owner else None)
    if has_decorator(project, function, "contextmanager", "asynccontextmanager"):
        if returned is None:
            yielded = yielded_type(project, function, target.self_type if function.owner else None)
            return Type("context", (yielded,) if yielded else ())
        return Type("context", returned.args[:1]) if returned and returned.args else Type("context")
    if returned is not None:
        # `def load(model: type[T]) -> T` gives what it is handed.
        returned = substitute(returned, _passed_variables(scope, call, function, at))
    if function.is_async and not function.is_generator:
        return Type(_COROUTINE, (returned,) if returned else ())
    return returned


def _passed_variables(
    scope: View, call: Call, function: Function, at: Step | None
) -> dict[str, Type | None]:
    project = scope.project
    module = project.modules[function.module]
    values: dict[str, Type | None] = {}
    for name, value in bind(project, call, function).items():
        parameter = next((p for p in function.parameters if p.name == name), None)
        if parameter is None or value is None:
            continue
        declared = type_of_annotation(project, module, parameter.annotation, function.owner)
        if declared is None:
            continue
        inner = declared.args[0] if declared.name == "type" and declared.args else declared
        symbol_module, variable = project.split(inner.name)
        if symbol_module is None or variable not in symbol_module.variables:
            continue
        given = scope.type_of(value, at)
        if declared.name == "type":
            given = given.args[0] if given and given.name == "type" and given.args else None
        values[inner.name] = replace(given, exact=False) if given else None
    return values


def _fact_result(scope: View, call: Call, target: Target, at: Step | None) -> Type | None:
    fact = target.fact
    if fact is None:
        return None
    if fact.name in ("functools.partial", "partial"):
        first = call.argument(0)
        inner = scope.type_of(first, at) if first is not None else None
        if inner is not None and inner.name == "function":
            return Type("partial", inner.args)
        return None
    values: dict[str, Type | None] = {}
    if target.self_type is not None:
        values = type_values(scope.project, target.self_type, None)
    text = fact.returns
    first = call.argument(0)
    if "Named" in text:
        values["Named"] = _model_by_name(scope.project, call)
    if "User" in text:
        values["User"] = Type(user_model(scope.project)) if user_model(scope.project) else None
    if fact.name.endswith("_factory") and _has_own_saving(scope, call, at):
        return None
    if "C1" in text:
        second = scope.type_of(call.argument(1, "model") or Name("?"), at)
        is_class = second is not None and second.name == "type" and len(second.args) == 1
        values["C1"] = replace(second.args[0], exact=False) if is_class and second else None
    if first is not None and any(word in text for word in ("I0", "T0", "C0", "O0")):
        given = scope.type_of(first, at)
        item = iterated_type(scope.project, given, False) if given else None
        is_class = given is not None and given.name == "type" and len(given.args) == 1
        made = replace(given.args[0], exact=False) if is_class and given is not None else item
        alone = made if is_class and len(call.args) == 1 else None
        values |= {"T0": given, "I0": item, "C0": made, "O0": alone}
    returned = substitute(type_from_text(text), values) if text else None
    if fact.is_async:
        entered = substitute(type_from_text(fact.enters), values) if fact.enters else None
        args = (returned or Type("Any"), *((entered,) if entered else ()))
        return Type(_COROUTINE, args)
    if fact.enters:
        entered = substitute(type_from_text(fact.enters), values)
        if returned is None or fact.enters != fact.returns:
            return Type("context", (entered,) if entered else ()) if not text else returned
    return returned


def _has_own_saving(scope: View, call: Call, at: Step | None) -> bool:
    """Whether a factory of forms is given a class that may save in a way of its own."""
    project = scope.project
    for argument in call.args:
        if argument.keyword not in ("form", "formset"):
            continue
        given = scope.type_of(argument.value, at)
        if given is None or given.name != "type" or not given.args:
            return True
        for owner in project.mro(given.args[0].name):
            found = project.class_fact(owner)
            if owner == "?" or (found and any(m in _SAVING for m in found[1].methods)):
                return True
    return False


def _model_by_name(project: Codebase, call: Call) -> Type | None:
    """The model in `get_model("shop.Order")` and `get_model("shop", "Order")`."""
    words = [call.argument(i) for i in (0, 1)]
    texts = [str(w.value) for w in words if isinstance(w, Constant) and w.type == "str"]
    if not texts or len(texts) != sum(w is not None for w in words):
        return None
    found = model_named(project, texts[-1], texts[0] if len(texts) > 1 else "")
    return Type(found) if found else None


def bind(
    project: Codebase, call: Call, function: Function, has_self: bool | None = None
) -> dict[str, Expr | None]:
    """The expression each parameter gets; None where it is unknown (`*args`) or collected."""
    parameters = list(function.parameters)
    if has_self is None:
        has_self = receiver_name(project, function) is not None
    if has_self and parameters:
        parameters = parameters[1:]
    bound: dict[str, Expr | None] = {}
    positional = [p for p in parameters if p.kind == "positional"]
    spread = False
    index = 0
    for arg in call.args:
        if arg.star:
            spread = True
        elif arg.keyword is not None:
            bound[arg.keyword] = arg.value
        elif not spread and index < len(positional):
            bound[positional[index].name] = arg.value
            index += 1
    for parameter in parameters:
        if parameter.name not in bound:
            bound[parameter.name] = (
                None if spread or parameter.kind in ("args", "kwargs") else parameter.default
            )
    return bound


# -- where a call's value hangs -------------------------------------------------------------------


def result_place(scope: View, call: Call, at: Step | None, depth: int) -> Place:
    """The place of a call's value: fresh where the call makes it, unknown where it may hand it on."""
    found: set[Place] = set()
    for target in targets(scope, call, at):
        match target.kind:
            case "class":
                found.add(Place("fresh", "value"))
            case "fact" if target.fact is not None:
                found.add(_fact_place(scope, call, target.fact, at, depth))
            case "function" if (
                target.function is not None and target.function.is_async and depth < 3
            ):
                found.add(Place("unknown", "?"))
            case _:
                found.add(Place("unknown", "?"))
    return found.pop() if len(found) == 1 else Place("unknown", "?")


def _fact_place(scope: View, call: Call, fact: CallFact, at: Step | None, depth: int) -> Place:
    if fact.opens:
        return Place("fresh", "value")
    handed_on = {"T", "K", "V", "Any", "Self", "", "T | None", "V | None"}
    if fact.returns in handed_on and isinstance(call.callee, Attribute):
        return scope.place_of(call.callee.value, at, depth).then("[*]")
    if fact.returns in handed_on:
        return Place("unknown", "?")
    return Place("fresh", "value")


def entered_place(scope: View, context: Expr, at: Step, name: str) -> Place:
    """The place of `x` in `with context as x`: made here when the context opens it."""
    inner = context.value if isinstance(context, Await) else context
    if isinstance(inner, Call):
        for target in targets(scope, inner, at):
            fact = target.fact
            if target.kind == "fact" and fact is not None:
                if fact.opens or fact.enter_effect != "begin":
                    continue
                # `async with session.begin()`: no new object, the channel stays what it was.
                return Place("local", name)
            if target.kind == "function" and target.function is not None:
                # A project's own context manager: what it yields is made by it or handed on.
                return Place("local", name)
            if target.kind == "unknown":
                return Place("local", name)
        return Place("fresh", f"{name}@{at.span.line}")
    return scope.place_of(context, at)


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def describe(expr: Expr) -> str:
    """An expression in words short enough for a message."""
    match expr:
        case Name(id=name):
            return name
        case Attribute(value=value, name=name):
            return _short(f"{describe(value)}.{name}")
        case Call(callee=callee):
            return _short(f"{describe(callee)}(...)")
        case Await(value=value):
            return _short(f"await {describe(value)}")
        case Constant(value=value):
            return _short(repr(value))
        case Operation(operator=operator, operands=operands) if operands:
            return _short(f" {operator} ".join(describe(o) for o in operands))
        case _:
            if isinstance(expr, Item):
                return _short(f"{describe(expr.value)}[...]")
            return "an expression"
