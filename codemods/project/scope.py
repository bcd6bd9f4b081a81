"""One function seen from inside: the types and places of its expressions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from codemods.model.code import (
    Attribute,
    Await,
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
    Parameter,
    ShortCircuit,
    Spread,
    Step,
    Yield,
    bound_names,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import ANY_ATTRIBUTE, Place, Summary
from codemods.project.annotations import resolve, type_of_annotation
from codemods.project.asserted import asserted_type
from codemods.project.attributes import attribute_type
from codemods.project.bindings import Binding, bindings_of, dominates, position
from codemods.project.codebase import Codebase, Module, Symbol
from codemods.project.decorators import is_classmethod, receiver_name
from codemods.project.fillings import fillings_of
from codemods.project.frameworks import parameter_of_view
from codemods.project.holding import held
from codemods.project.items import (
    awaited_type,
    entered_type,
    item_type,
    iterated_type,
    unpacked_type,
)
from codemods.project.kept import APPLICATION, kept_item
from codemods.project.results import entered_place, result_place, result_type
from codemods.project.returns import injected_type
from codemods.project.session_rows import is_kept_row
from codemods.project.symbols import symbol_type, type_values
from codemods.project.types import (
    NONE,
    Type,
    is_changed_in_place,
    join,
    members,
    substitute,
    type_from_text,
    without_items,
)

_COMPARISONS = {"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in", "not"}
_SETS = ("set", "frozenset")
_OF_SETS = ("-", "&", "|", "^")
_FILLED = frozenset(["list", "set", "dict", "collections.defaultdict"])
_UNKNOWN_PLACE = Place("unknown", "?")
_MAX_PATH = 4
# So many steps may finding one type take; code that needs more is read by nobody else either.
_MOST_STEPS = 4000


class Scope:
    """Types and places in one function, for one type of `self` and of its parameters."""

    def __init__(
        self,
        project: Codebase,
        function: Function,
        self_type: Type | None = None,
        arguments: Mapping[str, Type] | None = None,
        outer: Scope | None = None,
    ) -> None:
        self.project = project
        self.function = function
        self.module: Module = project.modules[function.module]
        self.arguments = dict(arguments or {})
        self.taken: set[str] = set()  # those of them that an answer may rest on
        self.outer = outer
        if outer is None and function.outer is not None:
            self.outer = Scope(project, function.outer)
        if self_type is None and function.owner is not None:
            self_type = Type(function.owner)
        self.self_type = self_type
        self.receiver = receiver_name(project, function)
        self.parameters = {p.name: p for p in function.parameters}
        self.bindings = bindings_of(project, function)
        self._filling: set[str] = set()  # the containers whose items are just being found
        self._inner: list[dict[str, tuple[Expr, bool, int | None]]] = []
        self._loops: list[Step] | None = None
        self._busy: set[tuple[int, int]] = set()
        self._types: dict[tuple[int, int], Type | None] = {}
        # The same for what stands in comprehensions and lambdas, by those around it.
        self._inner_types: list[dict[tuple[int, int], Type | None]] = []
        self._known_inner: dict[
            tuple[int, object], tuple[object, dict[tuple[int, int], Type | None]]
        ] = {}
        self._asked: list[Expr] = []  # keeps them alive: `_types` knows them by identity
        self._cut = 0  # how often a type was asked for that is just being found
        self._budget = _MOST_STEPS
        # What the steps do, as far as they were asked about; they are kept alive with the answer.
        self.summaries: dict[int, tuple[Step, Summary]] = {}

    # -- what binds what ------------------------------------------------------------------------

    def _outermost_loop(self, at: Step, after: Step | None) -> Step | None:
        """The outermost loop around `at` that does not also hold `after`."""
        if len(at.path) < 3:
            return None
        if self._loops is None:
            every = steps_within(self.function.body)
            self._loops = [s for s in every if s.kind in ("for", "while")]
        for step in self._loops:
            inside = at.path[: len(step.path)] == step.path and at is not step
            if inside and (after is None or after.path[: len(step.path)] != step.path):
                return step
        return None

    def is_local(self, name: str) -> bool:
        if name in self.function.local_names:
            return True
        return bool(self._inner) and any(name in frame for frame in self._inner)

    @contextmanager
    def inside(self, comprehension: Comprehension) -> Iterator[None]:
        """Loop variables of a comprehension hold within."""
        frame: dict[str, tuple[Expr, bool, int | None]] = {}
        for clause in comprehension.clauses:
            if isinstance(clause.target, Name):
                frame[clause.target.id] = (clause.iterable, clause.is_async, None)
            elif isinstance(clause.target, Display):
                for index, item in enumerate(clause.target.items):
                    for name in bound_names(item):
                        frame[name] = (
                            clause.iterable,
                            clause.is_async,
                            index if isinstance(item, Name) else -1,
                        )
        with self._within(frame, id(comprehension), comprehension):
            yield

    @contextmanager
    def shadowing(self, names: tuple[str, ...]) -> Iterator[None]:
        """Parameters of a lambda hide the names outside."""
        frame: dict[str, tuple[Expr, bool, int | None]] = {
            name: (Constant("unknown", name), False, -1) for name in names
        }
        with self._within(frame, names, names):
            yield

    @contextmanager
    def _within(
        self, frame: dict[str, tuple[Expr, bool, int | None]], key: object, kept: object
    ) -> Iterator[None]:
        """Names that hold within, with the types found there before; `kept` is what `key` stands for."""
        around = self._inner_types[-1] if self._inner else self._types
        _, types = self._known_inner.setdefault((id(around), key), (kept, {}))
        self._inner.append(frame)
        self._inner_types.append(types)
        try:
            yield
        finally:
            self._inner.pop()
            self._inner_types.pop()

    def reaching(self, name: str, at: Step | None) -> list[Binding]:
        """The assignments whose value a read of `name` in the step `at` may see."""
        every = self.bindings.get(name, [])
        if at is None or len(every) < 2:
            return every
        here = position(at)
        before = [b for b in every if position(b.step) < here and b.step is not at]
        # A step that rebinds what it reads sees the earlier value.
        last = next((b for b in reversed(before) if dominates(b.step, at)), None)
        if last is not None:
            start = position(last.step)
            result = [b for b in before if position(b.step) >= start]
        else:
            result = before
        loop = self._outermost_loop(at, last.step if last else None)
        if loop is not None:
            result = result + [
                b for b in every if b not in result and loop.span.contains(b.step.span.line)
            ]
        return result or every

    # -- symbols --------------------------------------------------------------------------------

    def symbol_of(self, expr: Expr) -> Symbol | None:
        """What a chain of names means when it starts at module level; None when it is local."""
        match expr:
            case Name(id=name):
                if self.is_local(name):
                    return self._local_import(name)
                scope = self.outer
                while scope is not None:
                    if scope.is_local(name):
                        return scope._local_import(name)
                    scope = scope.outer
                return self.project.lookup(self.module, name)
            case Attribute(value=value, name=name):
                base = self.symbol_of(value)
                if base is None:
                    return None
                if base.kind == "class":
                    if self.project.class_fact(f"{base.name}.{name}"):
                        return Symbol("class", f"{base.name}.{name}")
                    return None
                if base.kind in ("module", "external"):
                    return self.project.member(base, name)
                if base.kind == "builtin":
                    return Symbol("builtin", f"{base.name}.{name}")
                return None
            case _:
                return None

    def _local_import(self, name: str) -> Symbol | None:
        """A name that a function-level import binds, when nothing else binds it."""
        if self._inner and any(name in frame for frame in self._inner):
            return None
        found = self.bindings.get(name, ())
        if len(found) != 1 or found[0].step.kind != "import":
            return None
        return self.project.local_import(self.module, found[0].step, name)

    # -- types ----------------------------------------------------------------------------------

    def type_of(self, expr: Expr, at: Step | None = None) -> Type | None:
        """The type of an expression evaluated in the step `at`; None when it is not known."""
        if isinstance(expr, Constant):
            return Type(NONE) if expr.type == "none" else Type(expr.type)
        key = (id(expr), id(at))
        types = self._inner_types[-1] if self._inner else self._types
        if key in types:
            return types[key]
        if key in self._busy or len(self._busy) > 80:
            self._cut += 1
            return None
        if not self._busy:
            self._budget = _MOST_STEPS
        self._budget -= 1
        if self._budget < 0:
            self._cut += 1
            return None
        cut = self._cut
        self._busy.add(key)
        try:
            found = self._type_of(expr, at)
        finally:
            self._busy.discard(key)
        # What a definition in terms of itself has cut short holds only where it was asked for.
        if not self._busy or cut == self._cut:
            types[key] = found
            self._asked.append(expr)
        return found

    def _type_of(self, expr: Expr, at: Step | None) -> Type | None:
        match expr:
            case Name(id=name):
                return self._type_of_name(name, at)
            case Attribute(value=value, name=name):
                symbol = self.symbol_of(expr)
                if symbol is not None and symbol.kind != "unknown":
                    return self._type_of_symbol(symbol)
                return (
                    join(
                        attribute_type(self.project, part, name)
                        for part in members(self.type_of(value, at))
                    )
                    if self.type_of(value, at)
                    else None
                )
            case Item(value=value, key=key):
                base = self.type_of(value, at)
                if isinstance(key, Operation) and key.operator == "slice":
                    return base
                if base is not None and base.name == APPLICATION:
                    return kept_item(self, key)
                if base is not None and base.name == "type" and base.args:
                    made = type_of_annotation(self.project, self.module, expr)
                    if made is not None and self.project.class_fact(made.name) is not None:
                        return Type("type", (replace(made, exact=base.args[0].exact),))
                return item_type(self.project, base, key)
            case Call():
                return result_type(self, expr, at)
            case Await(value=value):
                return awaited_type(self.project, self.type_of(value, at))
            case Display(type="text"):
                return Type("str")
            case Display(type=kind, items=items):
                return self._display_type(kind, items, at)
            case Comprehension(type=kind, elements=elements):
                with self.inside(expr):
                    args = tuple(self.type_of(e, at) or Type("Any") for e in elements)
                return Type(kind, args)
            case Choice(then=then, otherwise=otherwise):
                return join((self.type_of(then, at), self.type_of(otherwise, at)))
            case ShortCircuit(operator=operator, operands=operands):
                types = [self.type_of(o, at) for o in operands]
                found = join(types)
                if found and operator == "or" and types[-1] and not types[-1].optional:
                    return replace(found, optional=False)
                return found
            case Operation(operator=operator) if operator.startswith("format"):
                return Type("str")
            case Operation(operator=operator, operands=operands):
                if all(part in _COMPARISONS for part in operator.split("/")):
                    return Type("bool")
                types = [self.type_of(o, at) for o in operands]
                first = types[0]
                if first and first.name == "list" and operator == "+":
                    # What is joined holds what either holds.
                    same = all(t and t.name == "list" and t.args for t in types)
                    item = join(t.args[0] for t in types if t) if same else None
                    return Type("list", (item,)) if item else Type("list")
                if first and first.name in ("str", "bytes", "list") and operator in ("+", "*", "%"):
                    return replace(first, optional=False)
                if operator in _OF_SETS and all(t and t.name in _SETS and t.args for t in types):
                    left = types[:1] if operator == "-" else types
                    item = join(t.args[0] for t in left if t)
                    return Type(first.name, (item,)) if first and item else None
                if all(t and t.name in ("int", "float", "bool") and not t.optional for t in types):
                    floaty = operator == "/" or any(t and t.name == "float" for t in types)
                    return Type("float" if floaty else "int")
                return None
            case Bind(value=value):
                return self.type_of(value, at)
            case Closure():
                return Type("closure")
            case _:
                return None

    def _display_type(self, kind: str, items: tuple[Expr, ...], at: Step | None) -> Type | None:
        if kind == "tuple":
            return Type("tuple", tuple(self.type_of(i, at) or Type("Any") for i in items))
        if kind == "dict":
            if any(isinstance(i, Spread) for i in items):
                return Type("dict")
            keys = join(self.type_of(i, at) for i in items[::2])
            values = join(self.type_of(i, at) for i in items[1::2])
            return (
                Type("dict", (keys or Type("Any"), values or Type("Any")))
                if items
                else Type("dict")
            )
        item = join(None if isinstance(i, Spread) else self.type_of(i, at) for i in items)
        return Type(kind, (item,)) if item else Type(kind)

    def _type_of_name(self, name: str, at: Step | None) -> Type | None:
        for frame in reversed(self._inner):
            if name in frame:
                iterable, is_async, index = frame[name]
                if index == -1:
                    return None
                found = iterated_type(self.project, self.type_of(iterable, at), is_async)
                return found if index is None else unpacked_type(self.project, found, index)
        if name == self.receiver:
            return self._self(name)
        if name in self.function.local_names:
            symbol = self._local_import(name)
            if symbol is not None:
                return self._type_of_symbol(symbol)
            return self._type_of_local(name, at)
        if self.outer is not None:
            scope: Scope | None = self.outer
            while scope is not None:
                if scope.is_local(name):
                    return scope.type_of(Name(name))
                scope = scope.outer
        return self._type_of_symbol(self.project.lookup(self.module, name))

    def _self(self, name: str) -> Type | None:
        if is_classmethod(self.project, self.function):
            return Type("type", (self.self_type,)) if self.self_type else None
        return self.self_type

    def _type_of_local(self, name: str, at: Step | None) -> Type | None:
        found: list[Type | None] = []
        reaching = self.reaching(name, at)
        if name in self.parameters and not any(
            at is not None and dominates(b.step, at) for b in reaching
        ):
            found.append(self.parameter_type(self.parameters[name]))
            if at is not None:
                reaching = [
                    b
                    for b in reaching
                    if position(b.step) < position(at) or _in_loop(self, b.step, at)
                ]
        found += [self._type_of_binding(b) for b in reaching if b.step.kind != "augment"]
        type_ = join(found) if found else None
        if type_ is not None and type_.name in _FILLED and not type_.optional:
            type_ = self._filled(name, type_)
        if type_ is None and at is not None and name in self.parameters:
            return asserted_type(self, name, at)
        # `rows += more` leaves a list what it was; what becomes of a number is not known.
        changed = any(b.step.kind == "augment" for b in reaching)
        own = all(self.project.class_fact(p.name) for p in members(type_))
        return None if changed and not own and not is_changed_in_place(type_) else type_

    def _filled(self, name: str, made: Type) -> Type:
        """What a container that is made empty holds later; as it is made where that is not known."""
        if any(a.name not in ("Any", "I0") for a in made.args):
            return made
        filling = fillings_of(self.project, self.function).get(name)
        if filling is None or filling.kind != made.name:
            return made
        if name in self._filling:
            self._cut += 1
            return made
        self._filling.add(name)
        inner, self._inner = self._inner, []  # what is put in elsewhere knows nothing of them
        try:
            item = join(
                (
                    *(self.type_of(e, at) for e, at in filling.items),
                    *(
                        iterated_type(self.project, self.type_of(e, at), False)
                        for e, at in filling.many
                    ),
                )
            )
            value = join(None if v is None else self.type_of(*v) for v in filling.values)
        finally:
            self._inner = inner
            self._filling.discard(name)
        if item is None:
            return made
        if made.name in _SETS or made.name == "list":
            return Type(made.name, (without_items(item),))
        return Type(made.name, (item, without_items(value) if value else Type("Any")))

    def _type_of_binding(self, binding: Binding) -> Type | None:
        """The type that a name gets; what a statement gives it knows no names of comprehensions."""
        step = binding.step
        own = binding.value is step.value or any(binding.value is i.context for i in step.items)
        if not self._inner or not own:
            return self._bound_type(binding)
        inner, self._inner = self._inner, []
        try:
            return self._bound_type(binding)
        finally:
            self._inner = inner

    def _bound_type(self, binding: Binding) -> Type | None:
        if binding.annotation is not None:
            declared = type_of_annotation(
                self.project, self.module, binding.annotation, self.function.owner
            )
            if declared is not None:
                return declared
        if binding.how == "function":
            return Type("function", (Type(f"{self.function.name}.{binding.step.names[0]}"),))
        if binding.value is None:
            return None
        base = self.type_of(binding.value, binding.step)
        if binding.how == "item":
            base = iterated_type(self.project, base, binding.is_async)
        elif binding.how == "enter":
            base = entered_type(self.project, base)
        if binding.index is not None:
            return unpacked_type(self.project, base, binding.index)
        return base

    def parameter_type(self, parameter: Parameter) -> Type | None:
        """By annotation, by what the caller passes, or by its default."""
        if parameter.name == self.receiver:
            return self._self(parameter.name)
        declared = type_of_annotation(
            self.project, self.module, parameter.annotation, self.function.owner
        )
        if parameter.kind == "args":
            return Type("tuple", (declared or Type("Any"), Type("...")))
        if parameter.kind == "kwargs":
            return Type("dict", (Type("str"), declared or Type("Any")))
        if declared is not None and self.self_type is not None:
            declared = substitute(declared, type_values(self.project, self.self_type))
        passed = self.arguments.get(parameter.name)
        if declared is not None and passed is not None and declared.name == "type":
            self.taken.add(parameter.name)
            return passed
        if declared is not None:
            return declared
        if passed is not None:
            self.taken.add(parameter.name)
            return passed
        if parameter.annotation is None and isinstance(parameter.default, Call):
            return injected_type(self, parameter.default)
        of_view = parameter_of_view(self.project, self.function, parameter.name)
        if of_view is not None or parameter.annotation is not None:
            return of_view
        return self.project.handed_types(self.function).get(parameter.name)

    def _type_of_symbol(self, symbol: Symbol) -> Type | None:
        return symbol_type(self.project, symbol)

    # -- places ---------------------------------------------------------------------------------

    def place_of(self, expr: Expr, at: Step | None = None, depth: int = 0) -> Place:
        """Where the object that an expression gives hangs."""
        if depth > 6:
            return _UNKNOWN_PLACE
        match expr:
            case Name(id=name):
                return self._place_of_name(name, at, depth)
            case Attribute(value=value, name=name):
                symbol = self.symbol_of(expr)
                if symbol is not None and symbol.kind in (
                    "variable",
                    "function",
                    "class",
                    "external",
                    "module",
                ):
                    return Place("global", symbol.name)
                # Whoever works on `__dict__` may mean any attribute.
                part = ANY_ATTRIBUTE if name == "__dict__" else name
                return self._inside(value, part, None, at, depth)
            case Item(value=value, key=key):
                place = self._inside(value, "[*]", key, at, depth)
                if place.kind == "fresh" and is_kept_row(self.project, self.type_of(expr, at)):
                    return _UNKNOWN_PLACE  # the list is made here, the row is its session's
                return place
            case Await(value=value) | Bind(value=value):
                return self.place_of(value, at, depth + 1)
            case Constant() | Display() | Comprehension() | Operation() | Closure():
                return Place("fresh", "value")
            case Call():
                return result_place(self, expr, at, depth + 1)
            case _:
                return _UNKNOWN_PLACE

    def _inside(
        self, value: Expr, part: str, key: Expr | None, at: Step | None, depth: int
    ) -> Place:
        """Where an attribute or item hangs: what a made value holds hangs where it was taken from."""
        base = self.place_of(value, at, depth + 1)
        made = self.made(value, at) if base.kind == "fresh" and not base.path else None
        others = held(self, made[0], part, key, made[1]) if made is not None else ()
        if made is None or not others:
            return _longer(base, part)
        if len(others) > 1:
            return Place("unknown", "?", (part,))
        return self.place_of(others[0], made[1], depth + 1)

    def made(self, expr: Expr, at: Step | None) -> tuple[Expr, Step | None] | None:
        """The display or call that makes a value where it stands, and where that is."""
        if isinstance(expr, Display | Call):
            return expr, at
        if not isinstance(expr, Name) or expr.id in self.parameters:
            return None
        found = [b for b in self.reaching(expr.id, at) if b.step.kind != "augment"]
        if len(found) != 1 or found[0].how != "value" or found[0].index is not None:
            return None
        value = found[0].value
        return (value, found[0].step) if isinstance(value, Display | Call) else None

    def _place_of_name(self, name: str, at: Step | None, depth: int) -> Place:
        for frame in reversed(self._inner):
            if name in frame:
                return _longer(self.place_of(frame[name][0], at, depth + 1), "[*]")
        if name not in self.function.local_names:
            scope = self.outer
            while scope is not None:
                if scope.is_local(name):
                    return (
                        Place("parameter", name)
                        if name in scope.parameters
                        else Place("local", name)
                    )
                scope = scope.outer
            symbol = self.project.lookup(self.module, name)
            return Place("global", symbol.name or name)
        found = self.reaching(name, at)
        others = [b for b in found if b.step.kind != "augment"]
        if len(others) < len(found) and is_changed_in_place(self._type_of_local(name, at)):
            found = others  # `rows += more` changes the list that is there
        if name in self.parameters and not found:
            return Place("parameter", name)
        if len(found) == 1 and name not in self.parameters:
            binding = found[0]
            if binding.how == "enter" and binding.value is not None:
                return entered_place(self, binding.value, binding.step, name)
            if binding.value is not None and binding.index is None:
                base = self.place_of(binding.value, binding.step, depth + 1)
                if binding.how == "item":
                    base = _longer(base, "[*]")
                if base.kind == "fresh":
                    if binding.how == "item" and is_kept_row(
                        self.project, self._type_of_local(name, at)
                    ):
                        return Place("local", name)
                    return Place("fresh", f"{name}@{binding.step.span.line}")
                return base if base.kind != "unknown" else Place("local", name)
        if name in self.parameters and all(b.step is at for b in found):
            return Place("parameter", name)
        places = {self._place_of_binding(b, depth) for b in found}
        if places and all(p.kind == "fresh" for p in places) and name not in self.parameters:
            return Place("fresh", f"{name}@{found[0].step.span.line}")
        return Place("local", name)

    def _place_of_binding(self, binding: Binding, depth: int) -> Place:
        if binding.how != "value" or binding.value is None or binding.index is not None:
            return _UNKNOWN_PLACE
        return self.place_of(binding.value, binding.step, depth + 1)

    def names_behind(self, names: frozenset[str]) -> frozenset[str]:
        """The names with those that local functions and closures among them read when called."""
        found = set(names)
        pending = list(names)
        while pending:
            for binding in self.bindings.get(pending.pop(), ()):
                inner: set[str] = set()
                if binding.how == "function":
                    dotted = f"{self.function.name}.{binding.step.names[0]}"
                    for function in self.project.functions_named(dotted):
                        inner |= _free_names(function)
                elif isinstance(binding.value, Closure):
                    inner |= {p.id for p in walk(binding.value) if isinstance(p, Name)}
                for name in inner - found:
                    found.add(name)
                    pending.append(name)
        return frozenset(found)

    def yields(self) -> bool:
        return any(
            isinstance(p, Yield)
            for s in steps_within(self.function.body)
            for e in expressions(s)
            for p in walk(e)
        )


def _free_names(function: Function) -> set[str]:
    """The names of outer scopes that a function reads."""
    found: set[str] = set()
    for step in steps_within(function.body):
        for expr in (*expressions(step), *step.targets):
            found |= {p.id for p in walk(expr) if isinstance(p, Name)}
    return found - function.local_names


def _longer(place: Place, part: str) -> Place:
    if place.kind == "unknown":
        return replace(place, path=(*place.path[-1:], part))
    if len(place.path) >= _MAX_PATH:
        return replace(place, path=(*place.path[: _MAX_PATH - 1], part))
    return place.then(part)


def _in_loop(scope: Scope, one: Step, at: Step) -> bool:
    loop = scope._outermost_loop(at, None)
    return loop is not None and loop.span.contains(one.span.line)


__all__ = ["Scope", "resolve", "type_from_text"]
