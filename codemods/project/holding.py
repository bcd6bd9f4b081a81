"""What a value that is made where it stands holds of what others have, too: `Box(ids)`, `{"ids": ids}`."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import (
    Attribute,
    Call,
    Choice,
    Constant,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Spread,
    Step,
    children,
    steps_within,
)
from codemods.project.calls import bind, targets
from codemods.project.codebase import View
from codemods.project.decorators import receiver_name
from codemods.project.types import is_immutable


def held(scope: View, made: Expr, part: str, key: Expr | None, at: Step | None) -> tuple[Expr, ...]:
    """What an attribute or item (`[*]`) of a made value may be; () where nobody else has it.

    `key` is the item's, where it is known.
    """
    found = _in_display(made, key) if part == "[*]" else _in_object(scope, made, part, at)
    return tuple(e for e in found if _is_shared(scope, e, at))


def _is_shared(scope: View, expr: Expr, at: Step | None) -> bool:
    if isinstance(expr, Constant) or is_immutable(scope.type_of(expr, at)):
        return False
    place = scope.place_of(expr, at)
    return place.kind != "fresh" or "@" in place.root or isinstance(expr, Display | Call)


def _in_display(made: Expr, key: Expr | None) -> Iterator[Expr]:
    if not isinstance(made, Display) or made.type == "text":
        return
    if made.type != "dict":
        yield from (i.value if isinstance(i, Spread) else i for i in made.items)
        return
    spread = [i for i in made.items if isinstance(i, Spread)]
    pairs = [i for i in made.items if not isinstance(i, Spread)]
    keys, values = pairs[::2], pairs[1::2]
    named = isinstance(key, Constant) and all(isinstance(k, Constant) for k in keys) and not spread
    yield from (v for k, v in zip(keys, values, strict=False) if not named or k == key)
    yield from (s.value for s in spread)


def _in_object(scope: View, made: Expr, name: str, at: Step | None) -> Iterator[Expr]:
    if not isinstance(made, Call) or not made.args:
        return
    project = scope.project
    for target in targets(scope, made, at):
        if target.kind != "class" or not project.class_fact(target.name):
            continue
        made_by = next(
            (
                f
                for owner in project.mro(target.name)
                for f in project.functions_named(f"{owner}.__init__")
            ),
            None,
        )
        if made_by is not None:
            given = bind(project, made, made_by, has_self=True)
            yield from (g for p in _kept_as(scope, made_by, name) if (g := given.get(p)))
            continue
        # A class whose fields are its parameters, or one whose bases say what it is made of.
        fields = [
            a
            for o in project.mro(target.name)
            if (f := project.class_fact(o))
            for a, _, _ in f[1].attributes
        ]
        for index, arg in enumerate(made.args):
            place = fields.index(name) if name in fields else index
            if arg.keyword == name or arg.star or (arg.keyword is None and index == place):
                yield arg.value


def _kept_as(scope: View, function: Function, name: str) -> Iterator[str]:
    """The parameters that a constructor may keep under the name of an attribute."""
    receiver = receiver_name(scope.project, function)
    parameters = {p.name for p in function.parameters}
    seen = False
    for step in steps_within(function.body):
        for target in step.targets:
            if target == Attribute(Name(receiver or "self"), name) and step.kind == "assign":
                seen = True
                yield from (n for n in _named(step.value) if n in parameters)
    if not seen:
        yield from parameters - {receiver}


def _named(value: Expr | None) -> Iterator[str]:
    """The names whose very objects a value may be."""
    match value:
        case Name(id=name):
            yield name
        case Choice(then=then, otherwise=otherwise):
            yield from (*_named(then), *_named(otherwise))
        case Attribute(value=inner) | Item(value=inner):
            yield from _named(inner)
        case None | Constant() | Display() | Call():
            return
        case _:
            for child in children(value):
                yield from _named(child)
