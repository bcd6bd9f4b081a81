"""A project with a remote, and a host for its pull requests, all on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_forges import FakeForgejo, FakeGitLab
from fake_github import FakeGitHub
from pr_world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def github(world: World) -> Iterator[FakeGitHub]:
    fake = FakeGitHub(world.hub)
    world.host = ("--host", f"github={fake.url}")
    yield fake
    fake.stop()
    assert fake.violations == []


@pytest.fixture
def gitlab(world: World) -> Iterator[FakeGitLab]:
    fake = FakeGitLab(world.bare)
    world.host = ("--host", f"gitlab={fake.url}")
    yield fake
    fake.stop()


@pytest.fixture
def forgejo(world: World) -> Iterator[FakeForgejo]:
    fake = FakeForgejo(world.bare)
    world.host = ("--host", f"forgejo={fake.url}")
    yield fake
    fake.stop()
