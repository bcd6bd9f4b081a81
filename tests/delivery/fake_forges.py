"""A small GitLab and a small Forgejo on this machine: pushes with options open requests, REST edits them.

Push options are seen by a real `post-receive` hook of a real bare repository, which is all that these
hosts have of a push, too.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from fake_github import git

_HOOK = """#!/bin/sh
while read old new ref; do
    options=""
    i=0
    while [ "$i" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do
        eval "option=\\$GIT_PUSH_OPTION_$i"
        options="$options\t$option"
        i=$((i + 1))
    done
    printf '%s\t%s%s\n' "$ref" "$new" "$options" >> "$GIT_DIR/pushes"
    case "$ref" in
        refs/for/*) git update-ref refs/pull/1/head "$new"; git update-ref -d "$ref" ;;
    esac
done
echo "See the request:" >&2
echo "  SHOWN" >&2
"""


class Forge:
    """What both have in common: requests that pushes make, and JSON over HTTP."""

    shown = ""

    def __init__(self, bare: Path) -> None:
        self.bare = bare
        self.requests: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.tokens: set[str] = set()
        self.said: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self._read_so_far = 0
        git(bare, "config", "receive.advertisePushOptions", "true")
        hook = bare / "hooks" / "post-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(_HOOK.replace("SHOWN", self.shown))
        hook.chmod(0o755)
        forge = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                parts = urlsplit(self.path)
                query = {k: v[0] for k, v in parse_qs(parts.query).items()}
                forge.calls.append(f"{self.command} {unquote(parts.path)}")
                forge.tokens.add(self.headers.get("Authorization", ""))
                forge.take_pushes()
                payload = json.loads(data) if data else {}
                told = forge.serve(self.command, unquote(parts.path), query, payload)
                body = json.dumps(told).encode()
                self.send_response(404 if told is None else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PATCH = do_PUT = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/api"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def pushes(self) -> list[tuple[str, str, dict[str, str]]]:
        """Every push so far: reference, commit and options."""
        path = self.bare / "pushes"
        lines = path.read_text().splitlines() if path.exists() else []
        found = []
        for line in lines:
            reference, commit, *options = line.split("\t")
            pairs = (o.partition("=") for o in options)
            found.append((reference, commit, {name: value for name, _, value in pairs}))
        return found

    def take_pushes(self) -> None:
        for reference, commit, options in self.pushes()[self._read_so_far :]:
            self._read_so_far += 1
            self.take(reference, commit, options)

    def take(self, reference: str, commit: str, options: dict[str, str]) -> None:
        raise NotImplementedError

    def serve(self, method: str, path: str, query: dict[str, str], payload: dict[str, Any]) -> Any:
        raise NotImplementedError


class FakeGitLab(Forge):
    shown = "https://gitlab.example/acme/shop/-/merge_requests/1"

    def take(self, reference: str, commit: str, options: dict[str, str]) -> None:
        branch = reference.removeprefix("refs/heads/")
        mine = [r for r in self.requests if r["source_branch"] == branch]
        for request in mine:
            request["sha"] = commit
        if "merge_request.create" not in options or any(r["state"] == "opened" for r in mine):
            return
        self.add(
            branch, commit, options["merge_request.title"], options["merge_request.description"]
        )

    def add(self, branch: str, commit: str, title: str, text: str) -> dict[str, Any]:
        request = {
            "iid": len(self.requests) + 1,
            "web_url": f"{self.shown.rpartition('/')[0]}/{len(self.requests) + 1}",
            "state": "opened",
            "title": title,
            "description": text,
            "source_branch": branch,
            "sha": commit,
            "source_project_id": 7,
            "target_project_id": 7,
        }
        self.requests.append(request)
        return request

    def serve(self, method: str, path: str, query: dict[str, str], payload: dict[str, Any]) -> Any:
        rest = path.removeprefix("/api/projects/acme/shop/merge_requests")
        match method, rest.strip("/").split("/"):
            case "GET", [""]:
                return [r for r in self.requests if r["source_branch"] == query["source_branch"]]
            case "POST", [""]:
                branch = payload["source_branch"]
                tip = git(self.bare, "rev-parse", branch)
                return self.add(branch, tip, payload["title"], payload["description"])
            case "PUT", [number]:
                request = self.requests[int(number) - 1]
                if payload.pop("state_event", "") == "close":
                    request["state"] = "closed"
                request.update(payload)
                return request
            case "GET", [_, "notes"]:
                return [{"body": s} for s in self.said]
            case "POST", [_, "notes"]:
                self.said.append(payload["body"])
                return {}
        if path == "/api/users":
            return [{"id": 42}] if query["username"] == "grace" else []
        return None


class FakeForgejo(Forge):
    shown = "https://forgejo.example/acme/shop/pulls/1"

    def take(self, reference: str, commit: str, options: dict[str, str]) -> None:
        if not reference.startswith("refs/for/"):
            return
        mine = [r for r in self.requests if r["topic"] == options["topic"] and r["state"] == "open"]
        for request in mine:
            request["head"]["sha"] = commit
        if not mine:
            number = len(self.requests) + 1
            self.requests.append(
                {
                    "number": number,
                    "html_url": f"{self.shown.rpartition('/')[0]}/{number}",
                    "state": "open",
                    "merged": False,
                    "title": options["title"],
                    "body": options["description"],
                    "topic": options["topic"],
                    "head": {"sha": commit, "ref": f"refs/pull/{number}/head"},
                }
            )

    def serve(self, method: str, path: str, query: dict[str, str], payload: dict[str, Any]) -> Any:
        match method, path.removeprefix("/api/repos/acme/shop/").split("/"):
            case "GET", ["pulls"]:
                return self.requests if query.get("page", "1") == "1" else []
            case "GET", ["pulls", number]:
                return self.requests[int(number) - 1]
            case "PATCH", ["pulls", number]:
                self.requests[int(number) - 1].update(payload)
                return self.requests[int(number) - 1]
            case "GET", ["labels"]:
                return [{"id": 5, "name": "refactor"}]
            case "POST", [*_, "labels" | "requested_reviewers"]:
                self.asked.append(payload)
                return []
            case "PATCH", ["issues", _]:
                self.asked.append(payload)
                return {}
            case "GET", ["issues", _, "comments"]:
                return [{"body": s} for s in self.said]
            case "POST", ["issues", _, "comments"]:
                self.said.append(payload["body"])
                return {}
        return None
