"""The body of a loop that collects, as the body of a coroutine that gives back what it would collect."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from codemods.languages.python.refusal import CannotWrite


def collecting(body: cst.BaseSuite, out: str, skips: bool, first: str = "") -> cst.BaseSuite:
    """The body with `return made` for `out.append(made)`, and `return key, made` for `out[key] = made`.

    Where an item may be skipped, what it gives stands in a list, and nothing is an empty one. With
    `first`, what is made goes to a local of that name before the key is looked at, as it did.
    """
    changed = body.visit(_Returning(out, skips, first))
    if not isinstance(changed, cst.IndentedBlock):
        raise CannotWrite("the loop's body stands on one line")
    if skips and not _ends(changed.body):
        return changed.with_changes(body=[*changed.body, _returned("[]")])
    return changed


class _Returning(cst.CSTTransformer):
    def __init__(self, out: str, skips: bool, first: str) -> None:
        super().__init__()
        self.out = out
        self.skips = skips
        self.first = first

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802
        return False

    def leave_IndentedBlock(  # noqa: N802
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.BaseSuite:
        body = list(updated_node.body)
        if len(body) > 1 and _is(body[-1], cst.Continue) and _is(body[-2], cst.Return):
            body.pop()
        new = [self._skip(s) if _is(s, cst.Continue) else s for s in body]
        return updated_node.with_changes(body=new)

    def leave_SimpleStatementLine(  # noqa: N802
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        if len(updated_node.body) != 1:
            return updated_node
        value = self._made(updated_node.body[0])
        if value is None:
            return updated_node
        before: list[cst.BaseStatement] = []
        if self.first and isinstance(value, cst.Tuple):
            key, made = value.elements
            target = cst.AssignTarget(cst.Name(self.first))
            before.append(updated_node.with_changes(body=[cst.Assign([target], made.value)]))
            updated_node = updated_node.with_changes(leading_lines=[])
            value = value.with_changes(elements=[key, cst.Element(cst.Name(self.first))])
        if self.skips:
            value = cst.List([cst.Element(value)])
        last = updated_node.with_changes(body=[cst.Return(value)])
        return cst.FlattenSentinel([*before, last]) if before else last

    def _made(self, inner: cst.BaseSmallStatement) -> cst.BaseExpression | None:
        match inner:
            case cst.Expr(
                value=cst.Call(
                    func=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="append")),
                    args=[only],
                )
            ) if name == self.out:
                return only.value
            case cst.Assign(
                targets=[
                    cst.AssignTarget(
                        target=cst.Subscript(
                            value=cst.Name(value=name),
                            slice=[cst.SubscriptElement(slice=cst.Index(value=key))],
                        )
                    )
                ],
                value=value,
            ) if name == self.out:
                parentheses = self.skips
                return cst.Tuple(
                    [cst.Element(key), cst.Element(value)],
                    lpar=[cst.LeftParen()] if parentheses else [],
                    rpar=[cst.RightParen()] if parentheses else [],
                )
            case _:
                return None

    def _skip(self, statement: cst.BaseStatement) -> cst.BaseStatement:
        return statement.with_changes(body=[cst.Return(cst.List([]))])


def _is(statement: cst.BaseStatement, kind: type[cst.BaseSmallStatement]) -> bool:
    return (
        isinstance(statement, cst.SimpleStatementLine)
        and len(statement.body) == 1
        and isinstance(statement.body[0], kind)
    )


def _returned(text: str) -> cst.SimpleStatementLine:
    return cst.SimpleStatementLine([cst.Return(cst.parse_expression(text))])


def _ends(body: Sequence[cst.BaseStatement]) -> bool:
    """Whether the last statement always leaves."""
    last = body[-1]
    if _is(last, cst.Return) or _is(last, cst.Raise):
        return True
    return (
        isinstance(last, cst.With)
        and isinstance(last.body, cst.IndentedBlock)
        and _ends(last.body.body)
    )
