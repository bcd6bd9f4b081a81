"""From a remote's address to its host, and where the token for it comes from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from codemods.delivery.hosts import tokens
from codemods.delivery.hosts.address import Place, place, shown
from codemods.delivery.hosts.api import Api, Refusal
from codemods.errors import RefactorError

GITHUB = "https://api.github.com"


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No tokens, no helpers and no CI but those that a test gives."""
    for name in list(os.environ):
        if "TOKEN" in name or name in ("GITHUB_SERVER_URL", "CI_SERVER_URL", "GH_HOST"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("address", "kind", "api", "repository"),
    [
        ("https://github.com/acme/shop.git", "github", GITHUB, "acme/shop"),
        ("https://ada:pw@github.com/acme/shop", "github", GITHUB, "acme/shop"),
        ("git@github.com:acme/shop.git", "github", GITHUB, "acme/shop"),
        ("ssh://git@ssh.github.com:443/acme/shop.git", "github", GITHUB, "acme/shop"),
        (
            "git@github.acme.org:core/shop.git",
            "github",
            "https://github.acme.org/api/v3",
            "core/shop",
        ),
        ("https://acme.ghe.com/core/shop", "github", "https://api.acme.ghe.com", "core/shop"),
        (
            "https://gitlab.com/a/b/shop.git/",
            "gitlab",
            "https://gitlab.com/api/v4",
            "a/b/shop",
        ),
        (
            "https://gitlab.acme.org:8443/a/shop",
            "gitlab",
            "https://gitlab.acme.org:8443/api/v4",
            "a/shop",
        ),
        ("codeberg.org:acme/shop", "forgejo", "https://codeberg.org/api/v1", "acme/shop"),
        ("https://gitea.com/acme/shop", "gitea", "https://gitea.com/api/v1", "acme/shop"),
    ],
)
def test_an_address_names_its_host(address: str, kind: str, api: str, repository: str) -> None:
    found = place(address)
    assert (found.kind, found.api, found.repository) == (kind, api, repository)


def test_a_host_can_be_named() -> None:
    found = place("git@work:acme/shop.git", "gitlab=https://git.acme.org/api/v4/")
    assert (found.kind, found.api) == ("gitlab", "https://git.acme.org/api/v4")
    assert place("git@work:acme/shop.git", "github.com").api == GITHUB
    assert place("file:///srv/acme/shop.git", "github=http://127.0.0.1:1").repository == "acme/shop"


@pytest.mark.parametrize(
    ("address", "wish"),
    [
        ("git@git.acme.org:acme/shop.git", None),
        ("/srv/git/acme/shop.git", None),
        ("/srv/git/acme/shop.git", "github"),
        ("https://github.com/shop", None),
        ("git@work:acme/shop.git", "bitbucket"),
        ("git@work:acme/shop.git", "github=ftp://x"),
        ("git@work:acme/shop.git", "github=https://ada:pw@x"),
    ],
)
def test_what_names_no_host_is_said(address: str, wish: str | None) -> None:
    with pytest.raises(RefactorError):
        place(address, wish)


def test_the_ci_that_runs_it_knows_its_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.acme.org")
    assert place("https://git.acme.org/acme/shop").kind == "github"
    monkeypatch.setenv("FORGEJO_ACTIONS", "true")
    assert place("https://git.acme.org/acme/shop").kind == "forgejo"


def test_a_password_in_an_address_is_not_shown() -> None:
    assert shown("https://ada:pw@github.com/acme/shop") == "https://github.com/acme/shop"


def program(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")


def found(place: Place, named: str | None = None) -> tuple[str, str] | None:
    token = tokens.find(place, named)
    return token and (token.secret, token.source)


def test_tokens_come_in_order(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    where = place("https://github.com/acme/shop")
    program(tmp_path, "gh", "exit 1", monkeypatch)
    assert found(where) is None
    (tmp_path / "gitconfig").write_text(
        '[credential]\n\thelper = "!f() { test $1 = get && echo username=a && echo password=kept; }; f"\n'
    )
    assert found(where) == ("kept", "git credential fill")
    program(tmp_path, "gh", '[ "$4" = github.com ] && echo from-gh', monkeypatch)
    assert found(where) == ("from-gh", "gh auth token")
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "REFACTOR_TOKEN"):
        monkeypatch.setenv(name, f" {name}-value\n")
        assert found(where) == (f"{name}-value", name)
    monkeypatch.setenv("MINE", "named")
    assert found(where, "MINE") == ("named", "MINE")
    with pytest.raises(RefactorError, match="NOT_THERE"):
        tokens.find(where, "NOT_THERE")


def test_a_token_for_github_com_goes_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GH_TOKEN", "for-github-com")
    elsewhere = "https://github.acme.org/acme/shop"
    assert found(place(elsewhere)) is None
    monkeypatch.setenv("GH_ENTERPRISE_TOKEN", "for-acme")
    assert found(place(elsewhere)) == ("for-acme", "GH_ENTERPRISE_TOKEN")
    monkeypatch.delenv("GH_ENTERPRISE_TOKEN")
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.acme.org")
    assert found(place(elsewhere)) == ("for-github-com", "GH_TOKEN")


def test_a_token_is_not_in_what_is_printed_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFACTOR_TOKEN", "s3cret")
    assert "s3cret" not in repr(tokens.find(place("https://github.com/acme/shop")))


def test_a_token_is_not_sent_in_the_open() -> None:
    with pytest.raises(RefactorError, match="not encrypted"):
        Api("GitHub", "http://git.acme.org/api/v3", {}, "s3cret")


def test_nobody_there_is_one_line() -> None:
    api = Api("GitHub", "http://127.0.0.1:1", {"Authorization": "Bearer s3cret"}, "s3cret")
    with pytest.raises(RefactorError, match="no connection to GitHub") as caught:
        api.get("/repos/acme/shop")
    assert not isinstance(caught.value, Refusal)
    assert "s3cret" not in f"{caught.value.what} {caught.value.advice}"
