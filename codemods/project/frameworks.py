"""What classes of Django's world are about: the model of a form, the form of a view, the user."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.model.code import Attribute, Call, Expr, Function, Name
from codemods.project.annotations import resolve
from codemods.project.codebase import Codebase, Module
from codemods.project.types import Type

# Types of these libraries may speak of `Row`, the model in `class Meta`, and of what a view names.
_WITH_META = ("django.forms.", "rest_framework.serializers.", "django_filters.")
_VIEWS = ("django.views.", "rest_framework.")
_REQUEST = "django.http.HttpRequest"
# Methods through which a framework comes to the others of a view.
_ENTRIES = frozenset(
    ["dispatch", "post", "put", "patch", "delete", "create", "update", "partial_update", "destroy"]
)
_OF_ADMIN = frozenset(
    ["save_model", "save_related", "save_formset", "save_form", "delete_model", "delete_queryset"]
)
_USER = "django.contrib.auth.models.User"
_USERS = frozenset(
    ["django.contrib.auth.models.AbstractUser", "django.contrib.auth.models.AbstractBaseUser"]
)
_USER_SETTING = re.compile(r"^\s*AUTH_USER_MODEL\s*=\s*[\"'](?:\w+\.)?(\w+)[\"']")
# The parameters that views hand to their hooks, by the attribute that names their class.
_HANDED = {
    ("form_valid", "form"): "form_class",
    ("form_invalid", "form"): "form_class",
    ("perform_create", "serializer"): "serializer_class",
    ("perform_update", "serializer"): "serializer_class",
    ("perform_destroy", "instance"): "",
}


def values_of(project: Codebase, cls: str) -> dict[str, Type | None]:
    """What `Row`, `FormOf` and `SerializerOf` stand for in the types that a project class inherits."""
    key = ("framework values", cls)
    if key not in project.memo:
        project.memo[key] = dict(_values(project, cls))
    return project.memo[key]  # type: ignore[return-value]


def _values(project: Codebase, cls: str) -> Iterator[tuple[str, Type | None]]:
    order = project.mro(cls)
    if any(owner.startswith(_WITH_META) for owner in order):
        yield "Row", _plain(row_class(project, cls))
    elif any(owner.startswith(_VIEWS) for owner in order):
        yield "Row", _plain(_model_of_view(project, cls))
        yield "FormOf", _plain(_named(project, cls, "form_class"))
        yield "SerializerOf", _plain(_named(project, cls, "serializer_class"))


def _plain(name: str) -> Type | None:
    return Type(name) if name else None


def row_class(project: Codebase, cls: str) -> str:
    """The model that `class Meta` of a form or a serializer names; "" when there is none."""
    for owner in project.mro(cls):
        found = project.class_fact(f"{owner}.Meta")
        if found is not None:
            named = _in_class(project, f"{owner}.Meta", "model")
            if named:
                return named
    return ""


def parameter_of_view(project: Codebase, function: Function, name: str) -> Type | None:
    """The type of a parameter that a view is handed: the request, the form, the serializer."""
    module = project.modules[function.module]
    if name == "request" and name in [p.name for p in function.parameters[:2]]:
        of_django = any(
            i.module.startswith(("django.", "rest_framework")) for i in module.facts.imports
        )
        return Type(_REQUEST) if of_django else None
    if function.owner is None:
        return None
    attribute = _HANDED.get((function.name.rpartition(".")[2], name))
    if attribute is None:
        return None
    values = values_of(project, function.owner)
    word = {"form_class": "FormOf", "serializer_class": "SerializerOf"}.get(attribute, "Row")
    return values.get(word)


def _model_of_view(project: Codebase, cls: str) -> str:
    named = _named(project, cls, "model") or _named(project, cls, "queryset")
    if named:
        return named
    serializer = _named(project, cls, "serializer_class") or _named(project, cls, "form_class")
    return row_class(project, serializer) if serializer else ""


def _named(project: Codebase, cls: str, attribute: str) -> str:
    for owner in project.mro(cls):
        found = project.class_fact(owner)
        if found is not None and any(a == attribute for a, _, _ in found[1].attributes):
            return _in_class(project, owner, attribute)
    return ""


def _in_class(project: Codebase, owner: str, attribute: str) -> str:
    """The class that an attribute names, alone or as the head of a query (`Order.objects.all()`)."""
    found = project.class_fact(owner)
    if found is None:
        return ""
    module, fact = found
    places = [(line, end) for name, line, end in fact.attributes if name == attribute]
    step = project.statement(module, *places[0]) if len(places) == 1 else None
    return _head_class(project, module, step.value) if step is not None and step.value else ""


def _head_class(project: Codebase, module: Module, expr: Expr) -> str:
    while True:
        if isinstance(expr, Name | Attribute):
            symbol = resolve(project, module, expr)
            if symbol is not None and symbol.kind == "variable":
                symbol = project.class_held_by(symbol.name)
            if symbol is not None and symbol.kind == "class":
                return symbol.name
            if (
                symbol is not None
                and symbol.kind == "external"
                and project.catalogue.type(symbol.name) is not None
            ):
                return symbol.name
        if isinstance(expr, Call):
            expr = expr.callee
        elif isinstance(expr, Attribute):
            expr = expr.value
        else:
            return ""


def transaction_of_class(project: Codebase, function: Function) -> str:
    """In words, which transaction the class of a method opens around it; "" for none."""
    if function.owner is None:
        return ""
    short = function.name.rpartition(".")[2]
    order = project.mro(function.owner)
    if short in _OF_ADMIN and any(o.startswith("django.contrib.admin.") for o in order):
        return "the admin calls it inside one"
    for owner in order:
        found = project.class_fact(owner)
        if found is None:
            continue
        module, fact = found
        rows = project.lines(module.path)
        heads = [rows[fact.line - 1 : _head_end(rows, fact.line)]] if fact.decorators else []
        heads += [
            rows[f.line - 1 : f.end_line]
            for f in module.facts.functions
            if f.owner == fact.name and f.name.rpartition(".")[2] in _ENTRIES - {short}
        ]
        if any("atomic" in row for head in heads for row in head):
            return f"`{owner}` opens one around its methods"
    return ""


def _head_end(rows: list[str], line: int) -> int:
    """The line of `class` below the decorators that begin at `line`."""
    for number in range(line - 1, len(rows)):
        if rows[number].lstrip().startswith("class "):
            return number + 1
    return line


# -- models that are named by a text ----------------------------------------------------------------


def model_named(project: Codebase, name: str, label: str = "") -> str:
    """The one model of that name (in the application of that label); "" when there is not one."""
    if not label and "." in name:
        label, _, name = name.rpartition(".")
    found = [
        f"{module.name}.{name}"
        for module in project.modules.values()
        if name in module.classes and (not label or label.lower() in module.name.lower().split("."))
    ]
    models = [f for f in found if "django.db.models.Model" in project.mro(f)]
    return models[0] if len(models) == 1 else ""


def user_model(project: Codebase) -> str:
    """The class behind `get_user_model()`: as the settings say, else the only one, else Django's."""
    if "user model" not in project.memo:
        project.memo["user model"] = _user_model(project)
    found = project.memo["user model"]
    return found if isinstance(found, str) else ""


def _user_model(project: Codebase) -> str:
    named = {
        match.group(1)
        for module in project.modules.values()
        if "setting" in module.path or "conf" in module.path
        for row in project.lines(module.path)
        if "AUTH_USER_MODEL" in row and (match := _USER_SETTING.match(row))
    }
    if named:
        return model_named(project, named.pop()) if len(named) == 1 else ""
    found = {
        name
        for base in _USERS
        for name in project.subclasses(base)
        if not _is_abstract(project, name)
    }
    return found.pop() if len(found) == 1 else "" if found else _USER


def _is_abstract(project: Codebase, cls: str) -> bool:
    found = project.class_fact(f"{cls}.Meta")
    return found is not None and any(
        "True" in row
        for name, line, end in found[1].attributes
        if name == "abstract"
        for row in project.lines(found[0].path)[line - 1 : end]
    )
