"""Neutral expressions as Python source, laid out as black does."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from codemods.languages.python.refusal import CannotWrite
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
    Item,
    Name,
    Operation,
    ShortCircuit,
    Spread,
)

_BINARY: dict[str, ast.operator] = {
    "+": ast.Add(), "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div(), "//": ast.FloorDiv(),
    "%": ast.Mod(), "**": ast.Pow(), "@": ast.MatMult(), "<<": ast.LShift(), ">>": ast.RShift(),
    "|": ast.BitOr(), "&": ast.BitAnd(), "^": ast.BitXor(),
}  # fmt: skip
_UNARY: dict[str, ast.unaryop] = {
    "not": ast.Not(), "neg": ast.USub(), "pos": ast.UAdd(), "~": ast.Invert(),
}  # fmt: skip
_COMPARISONS: dict[str, ast.cmpop] = {
    "==": ast.Eq(), "!=": ast.NotEq(), "<": ast.Lt(), "<=": ast.LtE(), ">": ast.Gt(),
    ">=": ast.GtE(), "is": ast.Is(), "is not": ast.IsNot(), "in": ast.In(), "not in": ast.NotIn(),
}  # fmt: skip
# Long texts are put back after the layout, so that they keep their lines.
# Their stand-ins are long, too: black then gives each its own line.
_LONG = re.compile(r"__long_(text|format)_([0-9a-f]+)_+")
_LONGER_THAN_A_LINE = 400


def spell(expr: Expr) -> str:
    """The expression as source on one line; CannotWrite for what has no plain spelling."""
    return ast.unparse(ast.fix_missing_locations(_node(expr)))


def lay_out(code: str, width: int, indent: str = "") -> str:
    """Statements laid out as black does it, every line indented by `indent`."""
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    room = max(40, width - len(indent.expandtabs(4)))
    try:
        # Named, or else a `*` in a call makes black write for Python 2, without a last comma.
        mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=room)
        text = black.format_str(code, mode=mode)
    except InvalidInput as error:
        first = str(error).partition("\n")[0]
        raise CannotWrite(f"the new code does not parse: {first}") from None
    step = "\t" if "\t" in indent else "    "
    lines = []
    for line in text.splitlines():
        body = line.lstrip(" ")
        depth = (len(line) - len(body)) // 4
        rest = " " * ((len(line) - len(body)) % 4)
        lines.append(f"{indent}{step * depth}{rest}{body}" if body else "")
    return (
        _LONG.sub(
            lambda m: _in_full(bytes.fromhex(m.group(2)).decode(), m.group(1) == "format"),
            "\n".join(lines),
        )
        + "\n"
    )


def _in_full(value: str, formatted: bool) -> str:
    return f'{"f" if formatted else ""}"""{value}"""'


def _long(value: str) -> bool:
    """Whether a text is better written over several lines; only where quotes can hold it."""
    plain = '"""' not in value and "\\" not in value and not value.endswith('"')
    return "\n" in value.strip() and plain and all(c.isprintable() or c in "\n\t" for c in value)


def _template(items: Sequence[Expr]) -> str:
    """What stands between the quotes of a formatted text."""
    parts = []
    for item in items:
        if isinstance(item, Constant):
            parts.append(str(item.value).replace("{", "{{").replace("}", "}}"))
        elif isinstance(item, Operation) and item.operator == "format" and len(item.operands) == 1:
            parts.append(f"{{{spell(item.operands[0])}}}")
        else:
            raise CannotWrite("a formatted text over several lines is more than names and texts")
    return "".join(parts)


def _stand_in(kind: str, value: str) -> ast.expr:
    name = f"__long_{kind}_{value.encode().hex()}"
    return ast.Name(name.ljust(_LONGER_THAN_A_LINE, "_") + "_", ast.Load())


def _node(expr: Expr) -> ast.expr:
    match expr:
        case Name(id=name):
            return ast.Name(name, ast.Load())
        case Constant(value=value):
            if isinstance(value, str) and _long(value):
                return _stand_in("text", value)
            return ast.Constant(value)  # type: ignore[arg-type]
        case Attribute(value=value, name=name):
            return ast.Attribute(_node(value), name, ast.Load())
        case Item(value=value, key=key):
            return ast.Subscript(_node(value), _node(key), ast.Load())
        case Call(callee=callee, args=args):
            positional: list[ast.expr] = []
            named: list[ast.keyword] = []
            for arg in args:
                if arg.star == "**" or arg.keyword is not None:
                    named.append(ast.keyword(arg.keyword, _node(arg.value)))
                elif arg.star:
                    positional.append(ast.Starred(_node(arg.value), ast.Load()))
                else:
                    positional.append(_node(arg.value))
            return ast.Call(_node(callee), positional, named)
        case Await(value=value):
            return ast.Await(_node(value))
        case Operation():
            return _operation(expr.operator, expr.operands)
        case Choice(test=test, then=then, otherwise=otherwise):
            return ast.IfExp(_node(test), _node(then), _node(otherwise))
        case ShortCircuit(operator=operator, operands=operands):
            sign: ast.boolop = ast.And() if operator == "and" else ast.Or()
            return ast.BoolOp(sign, [_node(o) for o in operands])
        case Display(type="text", items=items) if any(
            isinstance(i, Constant) and _long(f"{i.value}.") for i in items
        ):
            return _stand_in("format", _template(items))
        case Display(type="text", items=items):
            return ast.JoinedStr([_node(i) for i in items])
        case Display(type="dict", items=items):
            return _dict(items)
        case Display(type=kind, items=items):
            parts = [_node(i) for i in items]
            if kind == "set":
                return ast.Set(parts)
            made = ast.Tuple if kind == "tuple" else ast.List
            return made(parts, ast.Load())
        case Spread(value=value):
            return ast.Starred(_node(value), ast.Load())
        case Comprehension():
            return _comprehension(expr)
        case Closure(parameters=names, body=body):
            arguments = ast.arguments(
                posonlyargs=[], args=[ast.arg(n) for n in names], kwonlyargs=[], kw_defaults=[],
                defaults=[],
            )  # fmt: skip
            return ast.Lambda(arguments, _node(body))
        case Bind(name=name, value=value):
            return ast.NamedExpr(ast.Name(name, ast.Store()), _node(value))
        case _:
            raise CannotWrite("an expression has no plain spelling")


def _operation(operator: str, operands: tuple[Expr, ...]) -> ast.expr:
    if operator.startswith("format"):
        conversion = ord(operator[-1]) if "!" in operator else -1
        spec = _node(operands[1]) if len(operands) > 1 else None
        return ast.FormattedValue(_node(operands[0]), conversion, spec)
    if operator == "slice":
        lower, upper, step = (
            None if isinstance(o, Constant) and o.value is None else _node(o) for o in operands
        )
        return ast.Slice(lower, upper, step)
    if len(operands) == 1 and operator in _UNARY:
        return ast.UnaryOp(_UNARY[operator], _node(operands[0]))
    if len(operands) == 2 and operator in _BINARY:
        return ast.BinOp(_node(operands[0]), _BINARY[operator], _node(operands[1]))
    signs = operator.split("/") if operator not in _COMPARISONS else [operator]
    if all(sign in _COMPARISONS for sign in signs) and len(operands) == len(signs) + 1:
        first, *others = operands
        return ast.Compare(
            _node(first), [_COMPARISONS[s] for s in signs], [_node(o) for o in others]
        )
    raise CannotWrite(f"`{operator}` has no plain spelling")


def _dict(items: Sequence[Expr]) -> ast.expr:
    keys: list[ast.expr | None] = []
    values: list[ast.expr] = []
    pending = list(items)
    while pending:
        key = pending.pop(0)
        if isinstance(key, Spread):
            keys.append(None)
            values.append(_node(key.value))
        else:
            keys.append(_node(key))
            values.append(_node(pending.pop(0)))
    return ast.Dict(keys, values)


def _comprehension(expr: Comprehension) -> ast.expr:
    generators = [
        ast.comprehension(
            _node(c.target), _node(c.iterable), [_node(i) for i in c.conditions], int(c.is_async)
        )
        for c in expr.clauses
    ]
    parts = [_node(e) for e in expr.elements]
    if expr.type == "dict":
        return ast.DictComp(parts[0], parts[1], generators)
    if expr.type == "set":
        return ast.SetComp(parts[0], generators)
    made = ast.ListComp if expr.type == "list" else ast.GeneratorExp
    return made(parts[0], generators)
