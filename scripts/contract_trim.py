"""Trims GitHub's own OpenAPI description to the calls that `refactor pr` makes.

    contract_trim.py DESCRIPTION OUTPUT

What a request or an answer must look like is kept to the letter; prose and examples are left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

CALLS = {
    "/repos/{owner}/{repo}": ["get"],
    "/repos/{owner}/{repo}/forks": ["post"],
    "/repos/{owner}/{repo}/issues/{issue_number}/assignees": ["post"],
    "/repos/{owner}/{repo}/issues/{issue_number}/comments": ["get", "post"],
    "/repos/{owner}/{repo}/issues/{issue_number}/labels": ["post"],
    "/repos/{owner}/{repo}/labels/{name}": ["get"],
    "/repos/{owner}/{repo}/pulls": ["get", "post"],
    "/repos/{owner}/{repo}/pulls/{pull_number}": ["patch"],
    "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers": ["post"],
}
PROSE = ("description", "summary", "example", "externalDocs", "tags", "operationId")


def bare(value: Any, named: bool = False) -> Any:
    """The value without prose; `named` says that its keys are names, not words of OpenAPI."""
    if isinstance(value, list):
        return [bare(v) for v in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, inner in value.items():
        prose = key in PROSE or key == "examples" or key.startswith("x-")
        if named or not prose:
            kept[key] = bare(inner, named=key in ("properties", "responses") and not named)
    if not named and "description" in value and "content" in value:
        kept["description"] = ""  # an answer must have one
    return kept


def references(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(references, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
    return own.union(*map(references, value.values()))


def at(document: Any, reference: str) -> Any:
    for step in reference.removeprefix("#/").split("/"):
        document = document[step.replace("~1", "/").replace("~0", "~")]
    return document


def trim(document: dict[str, Any]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for path, methods in CALLS.items():
        known = document["paths"][path]
        paths[path] = {method: bare(known[method]) for method in methods}
        for operation in paths[path].values():
            for answer in operation["responses"].values():
                if "$ref" not in answer:
                    answer.setdefault("description", "")
    info = {key: document["info"][key] for key in ("title", "version", "license")}
    kept: dict[str, Any] = {"openapi": document["openapi"], "info": info, "paths": paths}
    kept["servers"] = document["servers"]
    open_ends, seen = references(paths), set()
    components: dict[str, Any] = {}
    while open_ends:
        reference = open_ends.pop()
        seen.add(reference)
        _, _, kind, name = reference.split("/")
        found = bare(at(document, reference))
        if kind == "responses":
            found.setdefault("description", "")
        components.setdefault(kind, {})[name] = found
        open_ends |= references(found) - seen
    kept["components"] = {k: dict(sorted(v.items())) for k, v in sorted(components.items())}
    return kept


def main() -> None:
    source, output = map(Path, sys.argv[1:])
    document = trim(json.loads(source.read_text(encoding="utf-8")))
    output.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
