"""JSON over HTTP to one host: the token goes there and nowhere else, failures become one line."""

from __future__ import annotations

import http.client
import ipaddress
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from codemods import __version__
from codemods.errors import RefactorError

_PATIENCE = 60
_MOST = 20_000_000
_MOVED = (301, 302, 307, 308)


class Refusal(RefactorError):
    """The host answered, and the answer is no; `status` is its number, `said` its own words."""

    def __init__(self, what: str, advice: str, status: int, said: str) -> None:
        super().__init__(what, advice)
        self.status = status
        self.said = said


class Api:
    """One host's API. Neither an error nor a representation of this object holds the secret."""

    def __init__(self, host: str, base: str, headers: Mapping[str, str], secret: str) -> None:
        self.host = host
        self._base = base.rstrip("/")
        self._headers = dict(headers)
        self._secret = secret
        if secret and not is_sealed(base):
            raise RefactorError(
                f"{base} is not encrypted: the token would be sent in the open",
                "Use the https address.",
            )
        self._opener = urllib.request.build_opener(_StayThere)

    def get(self, path: str, **query: str | int) -> Any:
        """The answer to a question."""
        return self._call("GET", path + (f"?{urlencode(query)}" if query else ""), None)

    def send(self, method: str, path: str, payload: Mapping[str, Any]) -> Any:
        """The answer to something said."""
        return self._call(method, path, payload)

    def _call(self, method: str, path: str, payload: Mapping[str, Any] | None) -> Any:
        address = self._base + path
        for _ in range(4):
            request = self._request(method, address, payload)
            try:
                with self._opener.open(request, timeout=_PATIENCE) as answer:
                    return self._read(answer.read(_MOST))
            except urllib.error.HTTPError as error:
                with error:
                    goal = error.headers.get("Location", "")
                    if error.code in _MOVED and method == "GET" and goal:
                        goal = urljoin(address, goal)
                        if urlsplit(goal)[:2] == urlsplit(address)[:2]:
                            address = goal
                            continue
                    raise self._refusal(error, _quietly_read(error)) from None
            except (OSError, http.client.HTTPException) as error:
                raise self._unreachable(error) from None
        raise RefactorError(f"{self.host} sends in circles")

    def _request(
        self, method: str, address: str, payload: Mapping[str, Any] | None
    ) -> urllib.request.Request:
        data = None if payload is None else json.dumps(payload).encode()
        request = urllib.request.Request(address, data, method=method)
        request.add_header("User-Agent", f"refactor/{__version__}")
        if data is not None:
            request.add_header("Content-Type", "application/json")
        for name, value in self._headers.items():
            request.add_unredirected_header(name, value)
        return request

    def _read(self, data: bytes) -> Any:
        try:
            return json.loads(data) if data.strip() else None
        except ValueError:
            raise RefactorError(
                f"{self.host} did not answer in JSON",
                "Is the address of the API right? See --host.",
            ) from None

    def _refusal(self, error: urllib.error.HTTPError, data: bytes) -> Refusal:
        said = self._without_secret(_words(data))
        told = f": {said}" if said else ""
        what, advice = f"{self.host} refused ({error.code}){told}", ""
        if error.code == 401:
            what, advice = (
                f"{self.host} does not accept the token",
                "Is it valid, and for this host?",
            )
        elif error.code == 429 or (error.code == 403 and _is_rate_limit(error.headers, said)):
            what, advice = f"{self.host} wants a pause (rate limit)", _when(error.headers)
        elif error.code == 403:
            what = f"the token may not do this at {self.host}{told}"
            advice = "It needs the right to write contents and pull requests."
        elif error.code == 404:
            what = f"{self.host} shows this token no such repository or page"
            advice = "Is the remote's address right, and may the token see it?"
        elif error.code in _MOVED:
            what, advice = (
                f"{self.host} has moved this",
                "Mend the remote's address: git remote -v.",
            )
        elif error.code >= 500:
            what, advice = f"{self.host} had a server error ({error.code})", "Run again later."
        return Refusal(what, advice, error.code, said)

    def _unreachable(self, error: Exception) -> RefactorError:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, TimeoutError):
            told = "it did not answer in time"
        else:
            told = str(getattr(reason, "strerror", None) or reason) or type(reason).__name__
        return RefactorError(
            f"no connection to {self.host}: {self._without_secret(told)}", "Run again to carry on."
        )

    def _without_secret(self, text: str) -> str:
        plain = " ".join(text.split())[:300]
        return plain.replace(self._secret, "***") if self._secret else plain


class _StayThere(urllib.request.HTTPRedirectHandler):
    """Follows nobody: a token must not travel to where an answer points."""

    def redirect_request(self, *told: Any) -> None:
        return None


def is_sealed(address: str) -> bool:
    """Whether nobody on the way can read what is sent to a web address."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    if parts.scheme != "http":
        return parts.scheme == "https"
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _quietly_read(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read(1_000_000)
    except (OSError, http.client.HTTPException):
        return b""


def _words(data: bytes) -> str:
    """What the host says is wrong, of the forms in which hosts say it."""
    try:
        told = json.loads(data)
    except ValueError:
        return ""
    if not isinstance(told, dict):
        return ""
    parts = [told.get("message") or told.get("error") or ""]
    errors = told.get("errors")
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, dict):
            field = f"{error.get('field', '')} {error.get('code', '')}".strip()
            parts.append(error.get("message") or field)
        else:
            parts.append(error)
    return ": ".join(p if isinstance(p, str) else json.dumps(p) for p in parts if p)


def _is_rate_limit(headers: Message, said: str) -> bool:
    told = headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in headers
    return told or "rate limit" in said.lower()


def _when(headers: Message) -> str:
    """When to come back, as a time of day."""
    try:
        if "Retry-After" in headers:
            moment = time.time() + int(headers["Retry-After"])
        else:
            moment = int(headers["X-RateLimit-Reset"])
    except (KeyError, TypeError, ValueError):
        return "Run again in an hour."
    return f"Run again after {time.strftime('%H:%M', time.gmtime(moment))} UTC."
