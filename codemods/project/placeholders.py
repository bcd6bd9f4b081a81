"""SQL texts that a function puts together with as many placeholders as it has keys.

`f"... WHERE id IN ({','.join('?' * len(ids))})"` asks for what a text with one placeholder for all
keys asks for, and is told in that form. Only bulk methods are read so; nothing is written from it.
"""

from __future__ import annotations

import re

from codemods.model.code import (
    Attribute,
    Call,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
)
from codemods.project.queries import Asker

_IN = re.compile(r"(?i)\bin\s*\(\s*$")
_ALL = "IN (SELECT value FROM json_each(?))"
_MOST_STEPS = 6


class BulkAsker(Asker):
    """An asker to which a list of placeholders is one for all keys."""

    was_listed = False

    def listed(self, expr: Expr) -> tuple[str, Expr] | None:
        before, at_first = self.mark(), self.at
        parts = _parts(self, expr, _MOST_STEPS)
        marks = [i for i, p in enumerate(parts or ()) if not isinstance(p, str)]
        if parts is None or len(marks) != 1:
            self.back(before)
            return None
        (at,) = marks
        keys = parts[at]
        first = "".join(p for p in parts[:at] if isinstance(p, str))
        rest = "".join(p for p in parts[at + 1 :] if isinstance(p, str))
        if isinstance(keys, str) or not _IN.search(first) or not rest.lstrip().startswith(")"):
            self.back(before)
            return None
        self.at, self.was_listed = at_first, True
        return f"{_IN.sub(_ALL, first)}{rest.lstrip()[1:]}", keys


def _parts(asker: Asker, expr: Expr, left: int) -> list[str | Expr] | None:
    """The texts that an expression is put together from; the keys stand for their placeholders."""
    if left == 0:
        return None
    text = asker.text(expr) if not isinstance(expr, Name) else None
    if text is not None:
        return [text]
    match expr:
        case Call(
            callee=Attribute(value=Constant(type="str", value=comma), name="join"), args=(a,)
        ):
            keys = _keys_of(a.value) if str(comma).strip() == "," else None
            return [keys] if keys is not None else None
        case Call(callee=Attribute(value=template, name="format"), args=(only,)):
            if only.keyword is not None or only.star:
                return None
            return _filled(asker, template, "{}", only.value, left)
        case Operation(operator="%", operands=(template, value)):
            return _filled(asker, template, "%s", value, left)
        case Operation(operator="format", operands=(value,)):
            return _parts(asker, value, left - 1)
        case Display(type="text", items=parts) | Operation(operator="+", operands=parts):
            found: list[str | Expr] = []
            for part in parts:
                inner = _parts(asker, part, left - 1)
                if inner is None:
                    return None
                found += inner
            return found
        case Name():
            opened = asker.opened(expr)
            if opened is not None:
                return _parts(asker, opened, left - 1)
            text = asker.text(expr)
            return [text] if text is not None else None
        case _:
            return None


def _filled(
    asker: Asker, template: Expr, hole: str, value: Expr, left: int
) -> list[str | Expr] | None:
    text = asker.text(template)
    inner = _parts(asker, value, left - 1)
    if text is None or inner is None or len(re.findall(r"[%{}]+", text)) != 1:
        return None
    before, found, after = text.partition(hole)
    return [before, *inner, after] if found else None


def _keys_of(marks: Expr) -> Expr | None:
    """The keys of `"?" * len(ids)`, `["?"] * len(ids)` and `"?" for _ in ids`."""
    match marks:
        case Operation(operator="*", operands=(one, count)):
            for mark, number in ((one, count), (count, one)):
                if isinstance(mark, Display) and mark.type == "list" and len(mark.items) == 1:
                    mark = mark.items[0]
                match mark, number:
                    case (
                        Constant(type="str", value="?"),
                        Call(callee=Name(id="len"), args=(only,)),
                    ):
                        return only.value
            return None
        case Comprehension(
            type="list" | "generator",
            elements=(Constant(type="str", value="?"),),
            clauses=(clause,),
        ) if not clause.conditions and not clause.is_async:
            return clause.iterable
        case _:
            return None


__all__ = ["BulkAsker"]
