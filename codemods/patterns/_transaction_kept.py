"""What is kept beside the rows that are written: in memory, where it stays, or in log lines."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import Call, Expr, Item, Name, expressions, steps_within, walk
from codemods.model.effects import OF_CLASS, Effect
from codemods.patterns._transaction_look import Reader, Told
from codemods.project import calls
from codemods.project.call_sites import CallSite, call_sites
from codemods.project.schema import entity_of
from codemods.project.types import Type, members

# These hold their items already: taking them runs no code of anybody.
_HOLDING = frozenset(
    [
        "list", "tuple", "set", "frozenset", "dict", "str", "bytes", "range", "json", "dict_items",
        "dict_keys", "dict_values",
    ]
)  # fmt: skip


def kept_in_memory(reader: Reader, effect: Effect, line: int) -> Iterator[str]:
    """What is not known of an effect on objects; raises Told where others keep what is put there."""
    place = effect.place
    if effect.kind != "write" or place is None:
        return
    if effect.taken:
        if place.kind == "parameter" and _may_run_code(reader, place.root):
            yield (
                f"line {line}: `{place.root}` may be a generator, whose code would run between the "
                "writes (annotate it: as a list, say)"
            )
        return
    if effect.target and entity_of(reader.project, effect.target) is not None:
        return  # an object that is stored is part of the work
    if place.kind == "global" or (place.kind == "unknown" and place.root == OF_CLASS):
        raise Told(
            f"line {line}: `{place}` keeps what is put there between the writes: it is not taken "
            "back with them",
            (f"line {line}: {effect.via}",),
        )
    if place.kind == "parameter" and place.path and not _is_row(reader, place.root):
        yield (
            f"line {line}: `{place}` keeps what is put there between the writes: it is not taken "
            "back with them"
        )


def stored_log_lines(reader: Reader) -> str:
    """The handler of the project that stores log lines in a database; "" for none."""
    project = reader.project
    key = "log lines are stored by"
    if key not in project.memo:
        project.memo[key] = next(_storing_handlers(reader), "")
    found = project.memo[key]
    return found if isinstance(found, str) else ""


def _storing_handlers(reader: Reader) -> Iterator[str]:
    for cls in reader.project.subclasses("logging.Handler"):
        for function in reader.project.functions_named(f"{cls}.emit"):
            effects = reader.effects.of_function(function, Type(cls)).effects
            if any(e.resource == "database" and e.kind == "write" for e in effects):
                yield cls


def _is_row(reader: Reader, name: str) -> bool:
    return any(
        entity_of(reader.project, kind.name) is not None
        for kind in members(reader.scope.type_of(Name(name)))
    )


def _may_run_code(reader: Reader, name: str) -> bool:
    """Whether taking the items of a parameter may run code that somebody else wrote."""
    function = reader.function
    if name not in reader.scope.parameters or reader.scope.parameters[name].annotation is not None:
        return True
    sites = call_sites(reader.project, function) or ()
    handed = [_kinds(s, calls.bind(reader.project, s.call, function).get(name)) for s in sites]
    if any(reader.project.class_fact(k.name) is not None for found in handed for k in found):
        return True  # It may have a length, and yet work for each of its items.
    for step in steps_within(function.body):
        for expr in expressions(step):
            for part in walk(expr):
                # What has a length or is asked by its index is no generator.
                if isinstance(part, Item) and part.value == Name(name):
                    return False
                if isinstance(part, Call) and part.callee == Name("len"):
                    if [a.value for a in part.args] == [Name(name)]:
                        return False
    return not handed or not all(
        found and all(k.name in _HOLDING for k in found) for found in handed
    )


def _kinds(site: CallSite, given: Expr | None) -> tuple[Type, ...]:
    return members(site.scope.type_of(given, site.step)) if given is not None else ()
