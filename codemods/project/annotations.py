"""What an annotation, a module variable or a class attribute says of a type."""

from __future__ import annotations

from dataclasses import replace

from codemods.languages.python.read import read_expression
from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
)
from codemods.project.codebase import Codebase, Module, Symbol
from codemods.project.types import NONE, Type, dotted_name, join

_WRAPPERS = {
    "ClassVar",
    "Final",
    "Required",
    "NotRequired",
    "ReadOnly",
    "Annotated",
    "Mapped",
    "InitVar",
}
_TYPING = ("typing.", "typing_extensions.", "collections.abc.", "sqlalchemy.orm.", "dataclasses.")
_BUILTIN_NAMES = {
    "List": "list", "Dict": "dict", "Set": "set", "FrozenSet": "frozenset", "Tuple": "tuple",
    "Type": "type", "Text": "str", "DefaultDict": "collections.defaultdict",
    "OrderedDict": "collections.OrderedDict", "Deque": "collections.deque", "Counter": "collections.Counter",
}  # fmt: skip
_OPAQUE = {"Any", "object", "Callable", "Never", "NoReturn", "Unpack", "ParamSpec", "Concatenate"}


def type_of_annotation(
    project: Codebase, module: Module, note: Expr | None, owner: str | None = None, depth: int = 0
) -> Type | None:
    """The type an annotation in `module` stands for; None when it says nothing usable.

    `owner` is the class whose body or method the annotation stands in, for `Self`.
    """
    if note is None or depth > 8:
        return None
    if depth:
        return _read(project, module, note, owner, depth)
    key = ("annotation", module.name, owner, id(note))
    known = project.memo.get(key)
    if known is None:
        # The expression is kept with its type: as long as it lives, no other has its identity.
        known = project.memo[key] = (note, _read(project, module, note, owner, 0))
    return known[1]  # type: ignore[index,no-any-return]


def _read(
    project: Codebase, module: Module, note: Expr, owner: str | None, depth: int
) -> Type | None:
    def inner(expr: Expr) -> Type | None:
        return type_of_annotation(project, module, expr, owner, depth + 1)

    match note:
        case Constant(type="none"):
            return Type(NONE)
        case Constant(type="str", value=str(text)):
            expr = read_expression(text)
            return None if expr is None or expr == note else inner(expr)
        case Operation(operator="|", operands=operands):
            return join(inner(o) for o in operands)
        case Name() | Attribute():
            return _named(project, module, note, owner, depth)
        case Item(value=value, key=key):
            parts = key.items if isinstance(key, Display) and key.type == "tuple" else (key,)
            return _generic(project, module, value, parts, owner, depth)
        case _:
            return None


def resolve(project: Codebase, module: Module, expr: Expr) -> Symbol | None:
    """What names and attributes mean at the top level of a module."""
    dotted = dotted_name(expr)
    return None if dotted is None else project.resolve_dotted(module, dotted)


def _typing_name(symbol: Symbol | None) -> str:
    """`Optional` for `typing.Optional` and its like, "" for other names."""
    if symbol is None or symbol.kind != "external":
        return ""
    for prefix in _TYPING:
        if symbol.name.startswith(prefix):
            return symbol.name[len(prefix) :]
    return ""


def _named(
    project: Codebase, module: Module, expr: Expr, owner: str | None, depth: int
) -> Type | None:
    symbol = resolve(project, module, expr)
    if symbol is None:
        return None
    special = _typing_name(symbol)
    if special == "Self":
        return Type(owner) if owner else None
    if special in _OPAQUE or special in _WRAPPERS:
        return None
    if special in _BUILTIN_NAMES:
        return Type(_BUILTIN_NAMES[special])
    match symbol.kind:
        case "class":
            return Type(symbol.name)
        case "builtin":
            return None if symbol.name == "object" else Type(symbol.name)
        case "external":
            return Type(symbol.name)
        case "variable":
            return _alias(project, symbol, depth)
        case _:
            # A class nested in the class at hand is named without it inside its own body.
            dotted = dotted_name(expr)
            if owner and dotted and project.class_fact(f"{owner}.{dotted}"):
                return Type(f"{owner}.{dotted}")
            return None


def _alias(project: Codebase, symbol: Symbol, depth: int) -> Type | None:
    """`SessionDep = Annotated[AsyncSession, Depends(...)]`, `UserId = NewType("UserId", int)`."""
    module, name = project.split(symbol.name)
    if module is None or len(module.variables.get(name, ())) != 1:
        return None
    step = project.statement(module, *module.variables[name][0])
    if step is None or step.value is None:
        return None
    value = step.value
    if isinstance(value, Call):
        called = resolve(project, module, value.callee)
        if _typing_name(called) == "NewType":
            value = value.argument(1, "tp") or value
        else:
            return None
    return type_of_annotation(project, module, value, None, depth + 1)


def _generic(
    project: Codebase,
    module: Module,
    head: Expr,
    parts: tuple[Expr, ...],
    owner: str | None,
    depth: int,
) -> Type | None:
    def inner(expr: Expr) -> Type | None:
        return type_of_annotation(project, module, expr, owner, depth + 1)

    special = _typing_name(resolve(project, module, head))
    if special == "Optional":
        found = inner(parts[0])
        return replace(found, optional=True) if found else None
    if special == "Union":
        return join(inner(p) for p in parts)
    if special in _WRAPPERS:
        return inner(parts[0])
    if special in _OPAQUE:
        return None
    if special == "Literal":
        kinds = {p.type for p in parts if isinstance(p, Constant)}
        return Type(kinds.pop()) if len(kinds) == 1 else None
    base = _named(project, module, head, owner, depth)
    if base is None:
        return None
    args = tuple(
        inner(p) or Type("Any")
        for p in parts
        if not (isinstance(p, Constant) and p.type == "ellipsis")
    )
    if (
        base.name in ("tuple",)
        and len(parts) == 2
        and isinstance(parts[1], Constant)
        and parts[1].type == "ellipsis"
    ):
        args = (args[0], Type("..."))
    return replace(base, args=args)
