"""Code, said without syntax: what runs, in which order, and which names it touches.

A language's reader turns source into these values; patterns and the project room only see these.
Expressions are trees because the order of evaluation matters: the children of every expression
stand in the order in which they are evaluated, unless its docstring says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal as OneOf

from codemods.model.spans import Span
from codemods.model.valueclass import valueclass


@valueclass(frozen=True, slots=True)
class Name:
    """A variable read (or bound, where it stands as a target)."""

    id: str


@valueclass(frozen=True, slots=True)
class Attribute:
    """`value.name`"""

    value: Expr
    name: str


@valueclass(frozen=True, slots=True)
class Item:
    """`value[key]`"""

    value: Expr
    key: Expr
    span: Span | None = field(default=None, compare=False)


@valueclass(frozen=True, slots=True)
class Constant:
    """A literal. `type` is the plain type name (`str`, `int`, `none`, ...)."""

    type: str
    value: object


@valueclass(frozen=True, slots=True)
class Argument:
    """One argument of a call; `star` is `*` or `**` for unpacked ones."""

    value: Expr
    keyword: str | None = None
    star: str = ""


@valueclass(frozen=True, slots=True)
class Call:
    """A call; the callee is evaluated first, then the arguments in order."""

    callee: Expr
    args: tuple[Argument, ...]
    span: Span

    def argument(self, position: int, keyword: str | None = None) -> Expr | None:
        """The argument at `position`, or given as `keyword`; None when unknown or absent."""
        for index, arg in enumerate(self.args):
            if arg.star == "*" and index <= position:
                return None
            if arg.keyword is not None and arg.keyword == keyword:
                return arg.value
            if not arg.star and arg.keyword is None and index == position:
                return arg.value
        return None


@valueclass(frozen=True, slots=True)
class Await:
    """A suspension point. `ordinal` counts the awaits of its statement in source order from 0."""

    value: Expr
    ordinal: int
    span: Span


@valueclass(frozen=True, slots=True)
class Operation:
    """An operator applied to its operands (`+`, `not`, `<`, `slice`, ...).

    Where it stands is kept for comparisons and for what has one operand.
    """

    operator: str
    operands: tuple[Expr, ...]
    span: Span | None = field(default=None, compare=False)


@valueclass(frozen=True, slots=True)
class Choice:
    """`then if test else otherwise`: only one of the two is evaluated."""

    test: Expr
    then: Expr
    otherwise: Expr


@valueclass(frozen=True, slots=True)
class ShortCircuit:
    """`a and b`, `a or b`: only the first operand is sure to be evaluated."""

    operator: str
    operands: tuple[Expr, ...]


@valueclass(frozen=True, slots=True)
class Display:
    """A list, tuple, set, dict (key, value, key, value ...) or formatted text made here."""

    type: OneOf["list", "tuple", "set", "dict", "text"]
    items: tuple[Expr, ...]
    span: Span | None = field(default=None, compare=False)


@valueclass(frozen=True, slots=True)
class Spread:
    """`*value` or `**value` inside a display or a target."""

    value: Expr


@valueclass(frozen=True, slots=True)
class Clause:
    """`for target in iterable if conditions` of a comprehension."""

    target: Expr
    iterable: Expr
    conditions: tuple[Expr, ...]
    is_async: bool


ComprehensionType = OneOf["list", "set", "dict", "generator"]


@valueclass(frozen=True, slots=True)
class Comprehension:
    """A comprehension; `elements` has two entries for a dict."""

    type: ComprehensionType
    elements: tuple[Expr, ...]
    clauses: tuple[Clause, ...]
    span: Span | None = field(default=None, compare=False)


@valueclass(frozen=True, slots=True)
class Closure:
    """A lambda: made here, run elsewhere."""

    parameters: tuple[str, ...]
    body: Expr


@valueclass(frozen=True, slots=True)
class Bind:
    """`name := value`"""

    name: str
    value: Expr


@valueclass(frozen=True, slots=True)
class Yield:
    """Control leaves to the consumer and may never come back."""

    value: Expr | None


@valueclass(frozen=True, slots=True)
class Opaque:
    """Something the reader does not model; everything is possible there."""

    what: str
    parts: tuple[Expr, ...] = ()


Expr = (
    Name
    | Attribute
    | Item
    | Constant
    | Call
    | Await
    | Operation
    | Choice
    | ShortCircuit
    | Display
    | Spread
    | Comprehension
    | Closure
    | Bind
    | Yield
    | Opaque
)

StepKind = OneOf[
    "assign",  # targets = value; several targets for a = b = value
    "augment",  # target op= value
    "declare",  # a bare annotation
    "expression",
    "return",
    "raise",  # value: the exception, second: its cause
    "assert",  # value: the test, second: the message
    "delete",
    "if",  # value: the test; blocks body, else
    "while",  # value: the test; blocks body, else
    "for",  # value: the iterable; targets: the loop variable; blocks body, else
    "with",  # items; blocks body
    "try",  # blocks body, handler ..., else, finally
    "match",  # value: the subject; blocks case ...
    "function",  # a nested definition; names: its name
    "class",
    "import",
    "scope",  # global or nonlocal; names: what they free
    "break",
    "continue",
    "pass",
]


@valueclass(frozen=True, slots=True)
class WithItem:
    """`context as target` of a with statement."""

    context: Expr
    target: Expr | None


@valueclass(frozen=True, slots=True)
class Block:
    """Steps that run in order. `role` says when: body, else, handler, finally, case."""

    role: str
    steps: tuple[Step, ...]
    catches: tuple[Expr, ...] = ()
    catches_all: bool = False
    name: str | None = None
    pattern_names: tuple[str, ...] = ()
    guard: Expr | None = None


@valueclass(frozen=True, slots=True)
class Step:
    """One statement.

    `path` leads to it from the body of its function: pairs of a block's index in the enclosing
    step and a step's index in that block, flattened, the first number being the index in the body.
    `awaits` is the number of suspension points in it, its inner blocks included.
    """

    kind: StepKind
    span: Span
    path: tuple[int, ...]
    value: Expr | None = None
    second: Expr | None = None
    targets: tuple[Expr, ...] = ()
    annotation: Expr | None = None
    operator: str = ""
    items: tuple[WithItem, ...] = ()
    blocks: tuple[Block, ...] = ()
    names: tuple[str, ...] = ()
    is_async: bool = False
    awaits: int = 0
    shared_line: bool = False  # several statements on one line, or a body on its header's line
    imports: tuple[tuple[str, str, str | None, int], ...] = ()  # local, module, name, level


@valueclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `kind` is positional, keyword, args (`*args`) or kwargs (`**kwargs`)."""

    name: str
    annotation: Expr | None
    default: Expr | None
    kind: str = "positional"


@valueclass(frozen=True, slots=True)
class Function:
    """A function with its body. `name` is dotted from the module on (`app.dal.Orders.list`)."""

    name: str
    module: str
    owner: str | None  # the dotted name of the class it is a method of
    span: Span
    parameters: tuple[Parameter, ...]
    returns: Expr | None
    decorators: tuple[Expr, ...]
    body: tuple[Step, ...]
    is_async: bool
    is_generator: bool
    local_names: frozenset[str]  # names bound in its own scope, parameters included
    outer: Function | None = None
    # Parameters of which it is known whether they are None, where the body is what is left then.
    given: tuple[tuple[str, bool], ...] = ()


def children(expr: Expr) -> tuple[Expr, ...]:
    """The direct parts of an expression in the order in which they are evaluated."""
    # The most frequent ones first: all analysis goes through here.
    kind = type(expr)
    if kind is Name or kind is Constant:
        return ()
    match expr:
        case Attribute(value=value) | Await(value=value):
            return (value,)
        case Call(callee=callee, args=args):
            return (callee, *[a.value for a in args])
        case Operation(operands=parts) | Display(items=parts) | ShortCircuit(operands=parts):
            return parts
        case Item(value=value, key=key):
            return (value, key)
        case Spread(value=value) | Bind(value=value):
            return (value,)
        case Choice(test=test, then=then, otherwise=otherwise):
            return (test, then, otherwise)
        case Comprehension(elements=elements, clauses=clauses):
            inner: list[Expr] = []
            for clause in clauses:
                inner += (clause.iterable, clause.target, *clause.conditions)
            return (*inner, *elements)
        case Opaque(parts=parts):
            return parts
        case Closure(body=body):
            return (body,)
        case Yield(value=result):
            return () if result is None else (result,)
        case _:
            return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything in it, outermost first."""
    pending = [expr]
    while pending:
        here = pending.pop()
        yield here
        if not isinstance(here, Name | Constant):
            pending += reversed(children(here))


def expressions(step: Step) -> tuple[Expr, ...]:
    """The expressions of a step itself (not of its inner blocks), in order of evaluation."""
    parts: list[Expr] = []
    if step.kind == "augment":
        parts += step.targets
    if step.value is not None:
        parts.append(step.value)
    if step.second is not None:
        parts.append(step.second)
    for item in step.items:
        parts.append(item.context)
        if item.target is not None:
            parts.append(item.target)
    if step.kind != "augment":
        parts += step.targets
    return tuple(parts)


def steps_within(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Every step in the given ones and their inner blocks, outermost first; not nested functions."""
    pending = list(reversed(steps))
    while pending:
        step = pending.pop()
        yield step
        for block in reversed(step.blocks):
            pending += reversed(block.steps)


def bound_names(target: Expr) -> Iterator[str]:
    """The names a target binds: `a, (b, *c)` gives a, b, c; attributes and items bind none."""
    match target:
        case Name(id=name):
            yield name
        case Display(items=items):
            for item in items:
                yield from bound_names(item)
        case Spread(value=value):
            yield from bound_names(value)
        case _:
            return
