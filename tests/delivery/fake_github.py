"""A small GitHub on this machine: it keeps pull requests, and holds everybody to GitHub's contract.

Every request is checked against GitHub's own OpenAPI description, and so is every answer. Branches are
real: they are in bare repositories below `hub`.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

CONTRACT = json.loads((Path(__file__).parent / "github" / "openapi.json").read_text("utf-8"))
SERVER = "https://api.github.com"


@cache
def contract() -> OpenAPI:
    return OpenAPI.from_dict(CONTRACT)


@dataclass
class Answer:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


Trouble = Callable[[str, str], "Answer | None"]


class FakeGitHub:
    def __init__(self, hub: Path) -> None:
        self.hub = hub
        self.pulls: list[dict[str, Any]] = []
        self.comments: dict[int, list[str]] = {}
        self.labels: dict[int, list[str]] = {}
        self.reviews: dict[int, dict[str, Any]] = {}
        self.assignees: dict[int, list[str]] = {}
        self.known_labels = {"refactor", "bug"}
        self.may_push = self.may_pull = True
        self.calls: list[str] = []
        self.requests: list[tuple[str, str, bytes]] = []
        self.violations: list[str] = []
        self.tokens: set[str] = set()
        self.trouble: Trouble = lambda method, path: None
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                data = self.rfile.read(length)
                told = fake.handle(self.command, self.path, dict(self.headers), data)
                payload = b"" if told.body is None else json.dumps(told.body).encode()
                self.send_response(told.status)
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    # -- the contract ---------------------------------------------------------------------------

    def handle(self, method: str, target: str, headers: dict[str, str], data: bytes) -> Answer:
        parts = urlsplit(target)
        path = unquote(parts.path)
        self.calls.append(f"{method} {path}")
        self.tokens.add(headers.get("Authorization", ""))
        self.requests.append((method, target, data))
        trouble = self.trouble(method, path)
        if trouble is not None:
            return trouble
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        request = MockRequest(
            SERVER,
            method.lower(),
            parts.path,
            args=query,
            headers=headers,
            data=data or None,
            content_type=headers.get("Content-Type", "application/json"),
        )
        checked = contract().unmarshal_request(request)
        payload = json.loads(data) if data else {}
        problems = [repr(e) for e in checked.errors]
        problems += [f"unknown: {key}" for key in unknown_keys(method, path, payload)]
        if problems:
            self.violations.append(f"{method} {path} {problems}")
            return Answer(400, {"message": f"against the contract: {problems}"})
        told = self.serve(method, path, query, payload)
        answer = MockResponse(json.dumps(told.body).encode(), told.status)
        self.violations += (
            f"answer to {method} {path}: {e!r} {e.__cause__!r}"
            for e in contract().unmarshal_response(request, answer).errors
        )
        return told

    # -- the behaviour --------------------------------------------------------------------------

    def serve(
        self, method: str, path: str, query: dict[str, str], payload: dict[str, Any]
    ) -> Answer:
        _, _, owner, name, *rest = path.split("/")
        if not (self.hub / owner / f"{name}.git").is_dir():
            return Answer(404, {"message": "Not Found"})
        match method, rest:
            case "GET", []:
                return Answer(200, self.repository(owner, name))
            case "POST", ["forks"]:
                bare = self.hub / "me" / f"{name}.git"
                if not bare.exists():
                    git(
                        self.hub,
                        "clone",
                        "-q",
                        "--bare",
                        "--single-branch",
                        str(self.hub / owner / f"{name}.git"),
                        str(bare),
                    )
                return Answer(202, self.repository("me", name))
            case "GET", ["pulls"]:
                found = [p for p in self.pulls if query.get("head") in (None, p["head"]["label"])]
                wanted = query.get("state", "open")
                found = [p for p in found if wanted in ("all", p["state"])]
                return Answer(200, [self.shown(p, simple=True) for p in found])
            case "POST", ["pulls"]:
                return self.open(owner, name, payload)
            case "PATCH", ["pulls", number]:
                pull = self.pulls[int(number) - 1]
                pull.update(payload)
                return Answer(200, self.shown(pull))
            case "POST", ["pulls", number, "requested_reviewers"]:
                self.reviews[int(number)] = payload
                return Answer(201, self.shown(self.pulls[int(number) - 1], simple=True))
            case "GET", ["labels", label]:
                if label in self.known_labels:
                    return Answer(200, sample("label") | {"name": label})
                return Answer(404, sample("basic-error"))
            case "POST", ["issues", number, "labels"]:
                self.labels.setdefault(int(number), []).extend(payload["labels"])
                return Answer(200, [sample("label") | {"name": n} for n in payload["labels"]])
            case "POST", ["issues", number, "assignees"]:
                self.assignees[int(number)] = payload["assignees"]
                return Answer(201, sample("issue"))
            case "GET", ["issues", number, "comments"]:
                told = self.comments.get(int(number), [])
                return Answer(200, [sample("issue-comment") | {"body": c} for c in told])
            case "POST", ["issues", number, "comments"]:
                self.comments.setdefault(int(number), []).append(payload["body"])
                return Answer(201, sample("issue-comment") | {"body": payload["body"]})
        return Answer(404, {"message": "Not Found"})

    def open(self, owner: str, name: str, payload: dict[str, Any]) -> Answer:
        label = payload["head"] if ":" in payload["head"] else f"{owner}:{payload['head']}"
        if any(p["state"] == "open" and p["head"]["label"] == label for p in self.pulls):
            error = {"message": f"A pull request already exists for {label}."}
            return refusal(error)
        if not self.tip(label, name):
            return refusal({"resource": "PullRequest", "field": "head", "code": "invalid"})
        pull = {
            "number": len(self.pulls) + 1,
            "state": "open",
            "merged_at": None,
            "title": payload["title"],
            "body": payload.get("body"),
            "draft": payload.get("draft", False),
            "base": payload["base"],
            "head": {"label": label, "repository": name},
            "html_url": f"https://github.com/{owner}/{name}/pull/{len(self.pulls) + 1}",
        }
        self.pulls.append(pull)
        return Answer(201, self.shown(pull))

    def tip(self, label: str, name: str) -> str:
        who, _, branch = label.partition(":")
        bare = self.hub / who / f"{name}.git"
        return git(bare, "rev-parse", "--verify", "-q", f"refs/heads/{branch}", check=False)

    def shown(self, pull: dict[str, Any], simple: bool = False) -> dict[str, Any]:
        told = sample("pull-request-simple" if simple else "pull-request")
        label, name = pull["head"]["label"], pull["head"]["repository"]
        head = {**told["head"], "label": label, "ref": label.partition(":")[2]}
        head["sha"] = pull["head"].get("sha") or self.tip(label, name)
        plain = {k: v for k, v in pull.items() if k not in ("head", "base")}
        return {**told, **plain, "head": head, "base": {**told["base"], "ref": pull["base"]}}

    def repository(self, owner: str, name: str) -> dict[str, Any]:
        bare = self.hub / owner / f"{name}.git"
        mine = self.may_push or owner == "me"
        told = sample("full-repository")
        return told | {
            "name": name,
            "full_name": f"{owner}/{name}",
            "owner": {**told["owner"], "login": owner},
            "default_branch": "main",
            "clone_url": bare.as_uri(),
            "ssh_url": str(bare),
            "permissions": {"admin": False, "pull": self.may_pull, "push": mine},
        }


def refusal(*errors: Any) -> Answer:
    body = {"message": "Validation Failed", "documentation_url": "", "errors": list(errors)}
    return Answer(422, body)


def unknown_keys(method: str, path: str, payload: dict[str, Any]) -> set[str]:
    """Words in a request that GitHub would pass over in silence."""
    for pattern, operations in CONTRACT["paths"].items():
        steps, wanted = path.split("/"), pattern.split("/")
        fits = len(steps) == len(wanted) and all(
            w.startswith("{") or w == s for s, w in zip(steps, wanted, strict=True)
        )
        if fits and method.lower() in operations:
            body = operations[method.lower()].get("requestBody", {})
            schema = body.get("content", {}).get("application/json", {}).get("schema", {})
            known: set[str] = set()
            for choice in (schema, *schema.get("oneOf", ())):
                known |= set(choice.get("properties", ()))
            return set(payload) - known
    return set()


def sample(name: str) -> dict[str, Any]:
    """The least that is a valid value of a schema."""
    made: dict[str, Any] = _sample({"$ref": f"#/components/schemas/{name}"})
    return made


def _sample(schema: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _sample(CONTRACT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if schema.get("nullable"):
        return None
    if "enum" in schema:
        return schema["enum"][0]
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return _sample(schema[word][0])
    if "allOf" in schema:
        return {k: v for part in schema["allOf"] for k, v in _sample(part).items()}
    match schema.get("type"):
        case "object":
            known = schema.get("properties", {})
            return {
                name: _sample(known[name]) for name in schema.get("required", ()) if name in known
            }
        case "array":
            return []
        case "integer" | "number":
            return 1
        case "boolean":
            return False
    forms = {
        "date-time": "2026-01-01T00:00:00Z",
        "uri": "https://example.org",
        "date": "2026-01-01",
    }
    return forms.get(schema.get("format", ""), "text")


def git(root: Path, *words: str, check: bool = True) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=check)
    return done.stdout.strip()
