"""A project with a remote, and a host for its pull requests, all on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
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
