"""What a function puts into containers that it makes empty: `ids = []`, then `ids.append(order.user_id)`.

A container counts as long as all that the function does with it is known: whoever else has it may
put in what is not seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from codemods.model.code import (
    Attribute,
    Bind,
    Call,
    Choice,
    Closure,
    Comprehension,
    Constant,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Operation,
    ShortCircuit,
    Step,
    Yield,
    bound_names,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.project.codebase import Codebase

# Of builtins: they look at what they are given, or copy it.
_LOOKING = frozenset(
    ["len", "list", "tuple", "set", "frozenset", "sorted", "reversed", "enumerate", "zip", "sum", "any",
     "all", "min", "max", "bool", "str", "repr", "range", "print", "isinstance", "dict"]
)  # fmt: skip
_LOOKS = frozenset(
    ["index", "count", "copy", "get", "keys", "items", "values", "issubset", "issuperset", "isdisjoint",
     "union", "intersection", "difference", "symmetric_difference"]
)  # fmt: skip
_TAKES_OUT = frozenset(
    ["pop", "popleft", "popitem", "clear", "remove", "discard", "sort", "reverse",
     "intersection_update", "difference_update"]
)  # fmt: skip
_PUTS_IN = {"append": (0, 1), "appendleft": (0, 1), "add": (0, 1), "insert": (1, 2)}
_PUTS_MANY = frozenset(["extend", "extendleft"])
_ASKING = frozenset(["not", "in", "not in", "is", "is not"])
_MAKING = {"list": "list", "set": "set", "dict": "dict", "defaultdict": "collections.defaultdict"}


@dataclass
class Filling:
    """What is put into one container: items (the keys of a dict), and the values behind its keys."""

    kind: str
    items: list[tuple[Expr, Step]] = field(default_factory=list)
    many: list[tuple[Expr, Step]] = field(default_factory=list)  # all of whose items are put in
    values: list[tuple[Expr, Step] | None] = field(default_factory=list)  # None: not known


def fillings_of(project: Codebase, function: Function) -> Mapping[str, Filling]:
    """The containers that a function makes empty and whose every use is known, by their names."""
    key = ("fillings", id(function))
    known = project.memo.get(key)
    if known is None:
        # The function is kept with them: as long as it lives, no other has its identity.
        known = project.memo[key] = (function, _Reader(project, function).read())
    return known[1]  # type: ignore[index,no-any-return]


def made_empty(value: Expr | None) -> str:
    """The kind of container that an expression makes without anything in it; "" for all others."""
    match value:
        case Display(type="list" | "dict" as kind, items=()):
            return kind
        case Call(callee=Name(id=name), args=()) if name in _MAKING:
            return _MAKING[name]
        case Call(callee=Name(id="defaultdict"), args=(_,)):
            return _MAKING["defaultdict"]
        case _:
            return ""


class _Reader:
    def __init__(self, project: Codebase, function: Function) -> None:
        self.project = project
        self.function = function
        self.found: dict[str, Filling] = {}

    def read(self) -> Mapping[str, Filling]:
        parameters = {p.name for p in self.function.parameters}
        steps = list(steps_within(self.function.body))
        left: set[str] = set(parameters)
        for step in steps:
            if step.kind == "assign" and len(step.targets) == 1:
                target, kind = step.targets[0], made_empty(step.value)
                if kind and isinstance(target, Name):
                    known = self.found.setdefault(target.id, Filling(kind))
                    left |= {target.id} if known.kind != kind else set()
                    continue
            left |= _bound(step)
        for name in left:
            self.found.pop(name, None)
        for step in steps:
            if not self.found:
                break
            if step.kind in ("function", "class"):
                self._inner(step)
            self._step(step)
        return self.found

    def _drop(self, names: Iterable[str]) -> None:
        for name in names:
            self.found.pop(name, None)

    def _inner(self, step: Step) -> None:
        """What stands in it runs at other times, and is not read here."""
        path = self.project.modules[self.function.module].path
        text = "\n".join(self.project.lines(path)[step.span.line - 1 : step.span.end_line])
        self._drop([n for n in self.found if re.search(rf"\b{re.escape(n)}\b", text)])

    def _step(self, step: Step) -> None:
        for target in step.targets:
            self._target(target, step)
        for item in step.items:
            if item.target is not None:
                self._target(item.target, None)
        for expr in expressions(step):
            if any(expr is t for t in step.targets):
                continue
            if any(expr is i.target for i in step.items):
                continue
            plain = step.kind in ("if", "while", "assert") or (
                step.kind == "for" and expr is step.value
            )
            if step.kind == "return" and not any(isinstance(p, Yield) for p in walk(expr)):
                continue  # nothing of the function comes after it
            self._look(expr, step, plain)

    def _target(self, target: Expr, step: Step | None) -> None:
        """`found[key] = value` puts something in; a name alone is bound elsewhere."""
        match target:
            case Name(id=name) if step is not None and step.kind == "augment":
                if name not in self.found:
                    return
                if step.value is not None and self.found[name].kind in ("list", "set"):
                    self.found[name].many.append((step.value, step))
                else:
                    self._drop([name])
            case Name():
                return
            case Item(value=Name(id=name), key=key) if name in self.found:
                sliced = isinstance(key, Operation) and key.operator == "slice"
                if step is not None and step.kind == "delete":
                    return
                if step is None or sliced or step.kind not in ("assign", "augment"):
                    self._drop([name])
                    return
                held = self.found[name]
                given = (step.value, step) if step.value is not None else None
                whole = step.kind == "assign" and len(step.targets) == 1
                if held.kind == "list":
                    if given is None or not whole:
                        self._drop([name])
                        return
                    held.items.append(given)
                else:
                    held.items.append((key, step))
                    held.values.append(given if whole else None)
                self._look(key, step, False)
            case _:
                for part in children(target):
                    self._look(part, step, False)

    def _look(self, expr: Expr, step: Step | None, plain: bool) -> None:
        """Looks for uses in an expression; where it is `plain`, the value itself goes nowhere."""
        match expr:
            case Name(id=name):
                if name in self.found and not plain:
                    self._drop([name])
            case Constant():
                return
            case Call(callee=Attribute(value=Name(id=name), name=method), args=args) if (
                name in self.found
            ):
                self._method(name, method, expr, step)
                for arg in args:
                    self._look(arg.value, step, False)
            case Call(callee=Name(id=called), args=args) if self._is_builtin(called):
                for arg in args:
                    self._look(arg.value, step, not arg.star)
            case Item(value=Name(id=name), key=key) if name in self.found:
                held = self.found[name]
                if held.kind == "collections.defaultdict" and step is not None:
                    held.items.append((key, step))
                    held.values.append(None)
                self._look(key, step, False)
            case Operation(operator=operator, operands=operands):
                looks = operator.startswith("format") or operator in _ASKING
                looks = looks or all(self._is_container(o) for o in operands)
                for operand in operands:
                    self._look(operand, step, looks)
            case ShortCircuit(operands=operands):
                for operand in operands:
                    self._look(operand, step, plain)
            case Choice(test=test, then=then, otherwise=otherwise):
                self._look(test, step, True)
                self._look(then, step, plain)
                self._look(otherwise, step, plain)
            case Comprehension(clauses=clauses, elements=elements):
                # What a loop variable hides is another thing; what is put in there is not seen.
                own = {n for c in clauses for n in bound_names(c.target)}
                inside = [*elements, *(x for c in clauses for x in c.conditions)]
                self._drop(own & set(self.found))
                for clause in clauses:
                    self._look(clause.iterable, step, True)
                for part in inside:
                    self._look(part, None, False)
            case Closure(body=body):
                self._look(body, None, False)
            case _:
                for part in children(expr):
                    self._look(part, step, False)

    def _is_container(self, expr: Expr) -> bool:
        """Whether an operator that it is given to makes another container."""
        match expr:
            case Name(id=name):
                return name in self.found
            case Display() | Comprehension():
                return True
            case Call(callee=Name(id="list" | "set" | "sorted" as name)):
                return self._is_builtin(name)
            case _:
                return False

    def _is_builtin(self, name: str) -> bool:
        if name not in _LOOKING or name in self.function.local_names:
            return False
        return (
            self.project.lookup(self.project.modules[self.function.module], name).kind == "builtin"
        )

    def _method(self, name: str, method: str, call: Call, step: Step | None) -> None:
        held, given = self.found[name], [a.value for a in call.args]
        if method in _LOOKS or method in _TAKES_OUT:
            return
        plain = step is not None and not any(a.star or a.keyword for a in call.args)
        if not plain or step is None:
            self._drop([name])
        elif method in _PUTS_IN and len(given) == _PUTS_IN[method][1]:
            held.items.append((given[_PUTS_IN[method][0]], step))
        elif (method in _PUTS_MANY or (method == "update" and held.kind == "set")) and given:
            held.many += [(g, step) for g in given]
        elif method == "setdefault" and given and held.kind not in ("list", "set"):
            held.items.append((given[0], step))
            held.values.append((given[1], step) if len(given) > 1 else None)
        else:
            self._drop([name])


def _bound(step: Step) -> set[str]:
    """The names that a step binds to what is no new container."""
    found = set(step.names)
    if step.kind != "augment":
        found.update(n for t in step.targets for n in bound_names(t))
    found.update(n for i in step.items if i.target is not None for n in bound_names(i.target))
    for block in step.blocks:
        found.update(block.pattern_names)
        if block.name:
            found.add(block.name)
    for expr in expressions(step):
        found.update(p.name for p in walk(expr) if isinstance(p, Bind))
    return found


__all__ = ["Filling", "fillings_of", "made_empty"]
