"""The command line as a person meets it: real folders, real git repositories."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tool_process import HOME, run_text

SOURCE = """import httpx


async def page(client: httpx.AsyncClient, uid: int):
    user = await client.get(f"/users/{uid}")
    orders = await client.get(f"/orders/{uid}")
    return user.json(), orders.json()
"""


def git(root: Path, *words: str, check: bool = True) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=check)
    return done.stdout.strip()


def refactor(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return run_text(root, *words, env={**os.environ, "PYTHONPATH": str(HOME), **env})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "app").mkdir(parents=True)
    (root / "app" / "__init__.py").write_text("")
    (root / "app" / "pages.py").write_text(SOURCE)
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    git(root, "config", "commit.gpgsign", "false")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")
    return root


def state(root: Path) -> tuple[str, str, str, bytes]:
    """Branch, all refs, status and content: what a failure must leave alone."""
    return (
        git(root, "rev-parse", "--abbrev-ref", "HEAD"),
        git(root, "for-each-ref"),
        git(root, "status", "--porcelain"),
        (root / "app" / "pages.py").read_bytes(),
    )


def test_scan_reports_and_changes_nothing(project: Path) -> None:
    before = state(project)
    done = refactor(project, "scan", "--format", "json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    (finding,) = report["findings"]
    assert set(finding) == {
        "id", "pattern", "path", "line", "column", "end_line", "function", "verdict", "severity",
        "message", "evidence", "missing", "cost_before", "cost_after", "applied",
    }  # fmt: skip
    assert (finding["path"], finding["line"], finding["end_line"]) == ("app/pages.py", 5, 6)
    assert finding["function"] == "app.pages.page"
    assert (finding["verdict"], finding["applied"]) == ("safe", False)
    assert report["version"] == 1
    assert report["root"] == str(project)
    assert state(project) == before
    assert refactor(project, "scan", "--exit-zero").returncode == 0


def test_a_second_run_answers_from_the_cache(project: Path) -> None:
    first = refactor(project, "scan", "--format", "json")
    second = refactor(project, "scan", "--format", "json")
    assert json.loads(first.stdout) == json.loads(second.stdout)
    assert (project / ".refactor_cache" / ".gitignore").read_text() == "*\n"
    (project / "app" / "pages.py").write_text(SOURCE.replace("orders", "bills"))
    assert "bills" not in first.stdout
    assert refactor(project, "scan").returncode == 1
    for name in ("index.cache", "facts.cache"):
        (project / ".refactor_cache" / name).write_bytes(b"broken")
    assert refactor(project, "scan").returncode == 1
    assert refactor(project, "clean").returncode == 0
    assert not (project / ".refactor_cache").exists()


def test_the_identity_of_a_finding_outlives_edits_above_it(project: Path) -> None:
    first = json.loads(refactor(project, "scan", "--format", "json").stdout)
    (project / "app" / "pages.py").write_text("# a line\n\n" + SOURCE)
    second = json.loads(refactor(project, "scan", "--format", "json").stdout)
    assert first["findings"][0]["id"] == second["findings"][0]["id"]
    assert first["findings"][0]["line"] != second["findings"][0]["line"]


def test_what_a_library_logs_while_it_parses_is_not_shown(project: Path) -> None:
    (project / "server.py").write_text(
        "import asyncpg\n\n\n"
        "async def versions(pool: asyncpg.Pool, names: list[str]) -> list[str]:\n"
        '    return [await pool.fetchval("SHOW server_version") for name in names]\n'
    )
    done = refactor(project, "scan", "--pattern", "batch")
    assert "SHOW" not in done.stdout + done.stderr


def test_a_dry_run_prints_what_git_applies(project: Path) -> None:
    before = state(project)
    done = refactor(project, "apply", "--pattern", "gather", "--dry-run")
    assert done.returncode == 1
    assert state(project) == before
    (project.parent / "x.patch").write_text(done.stdout)
    git(project, "apply", "--check", "../x.patch")


def test_apply_commits_on_a_branch_of_its_own(project: Path) -> None:
    (project / "notes.txt").write_text("mine")
    git(project, "add", "notes.txt")
    done = refactor(project, "apply", "--pattern", "gather", "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["branch"] == "refactor/gather"
    assert report["findings"][0]["applied"] is True
    assert git(project, "rev-parse", "HEAD") == report["commits"][0]
    assert git(project, "rev-parse", "--abbrev-ref", "HEAD") == "refactor/gather"
    assert git(project, "show", "--name-only", "--format=") == "app/pages.py"
    message = git(project, "log", "-1", "--format=%B")
    assert "app.pages.page" in message
    assert "2 -> 1" in message
    assert git(project, "status", "--porcelain") == "A  notes.txt"
    assert "asyncio.gather(" in (project / "app" / "pages.py").read_text()
    again = refactor(project, "apply", "--pattern", "gather")
    assert again.returncode == 0
    assert git(project, "rev-parse", "HEAD") == report["commits"][0]


def test_a_taken_branch_name_is_numbered(project: Path) -> None:
    git(project, "branch", "refactor/gather")
    report = json.loads(
        refactor(project, "apply", "--pattern", "gather", "--format", "json").stdout
    )
    assert report["branch"] == "refactor/gather-2"


def test_a_failing_hook_leaves_everything_as_it_was(project: Path) -> None:
    hook = project / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no thanks >&2\nexit 1\n")
    hook.chmod(0o755)
    (project / "notes.txt").write_text("mine")
    git(project, "add", "notes.txt")
    before = state(project)
    done = refactor(project, "apply", "--pattern", "gather")
    assert done.returncode == 2
    assert "no thanks" in done.stderr
    assert "Traceback" not in done.stderr
    assert state(project) == before


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("signal", ["KILL", "TERM"])
def test_a_killed_run_is_taken_back(project: Path, signal: str) -> None:
    before = state(project)
    hook = project / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\nkill -{signal} $(cut -d' ' -f4 /proc/$PPID/stat)\nsleep 1\nexit 1\n"
    )
    hook.chmod(0o755)
    assert refactor(project, "apply", "--pattern", "gather").returncode != 0
    hook.unlink()
    done = refactor(project, "apply", "--pattern", "gather", "--dry-run")
    assert done.returncode == 1
    assert ("taken back" in done.stderr) == (signal == "KILL")
    lock = project / ".git" / "index.lock"
    lock.unlink(missing_ok=True)
    assert state(project) == before


def test_uncommitted_changes_are_not_mixed_in(project: Path) -> None:
    (project / "app" / "pages.py").write_text(SOURCE + "\n# mine\n")
    before = state(project)
    done = refactor(project, "apply", "--pattern", "gather")
    assert done.returncode == 2
    assert "uncommitted" in done.stderr
    assert state(project) == before
    assert refactor(project, "apply", "--pattern", "gather", "--allow-dirty").returncode == 0


def test_a_detached_head_gets_its_branch(project: Path) -> None:
    git(project, "checkout", "-q", "--detach")
    assert refactor(project, "apply", "--pattern", "gather").returncode == 0
    assert git(project, "rev-parse", "--abbrev-ref", "HEAD") == "refactor/gather"


def test_no_git_only_rewrites(project: Path) -> None:
    before = git(project, "for-each-ref")
    assert refactor(project, "apply", "--pattern", "gather", "--no-git").returncode == 0
    assert git(project, "for-each-ref") == before
    assert "asyncio.gather(" in (project / "app" / "pages.py").read_text()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_bytes_that_are_not_touched_survive(project: Path, newline: str, bom: bytes) -> None:
    path = project / "app" / "pages.py"
    text = ("# caf\u00e9 \t \n" + SOURCE + "\n\nx  =  'odd'   # spacing").replace("\n", newline)
    path.write_bytes(bom + text.encode())
    path.chmod(0o755)
    assert refactor(project, "apply", "--pattern", "gather", "--no-git").returncode == 0
    data = path.read_bytes()
    assert data.startswith(bom + "# caf\u00e9 \t ".encode())
    assert data.endswith(b"x  =  'odd'   # spacing")
    assert data.count(b"\n") == data.count(newline.encode())
    assert path.stat().st_mode & 0o777 == 0o755
    assert b"asyncio.gather(" in data


def test_a_latin_encoding_is_kept(project: Path) -> None:
    path = project / "app" / "pages.py"
    path.write_bytes(("# -*- coding: latin-1 -*-\n# caf\u00e9\n" + SOURCE).encode("latin-1"))
    assert refactor(project, "apply", "--pattern", "gather", "--no-git").returncode == 0
    assert b"caf\xe9" in path.read_bytes()


def test_a_read_only_file_stops_everything(project: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    path = project / "app" / "pages.py"
    path.chmod(0o444)
    before = state(project)
    done = refactor(project, "apply", "--pattern", "gather")
    assert done.returncode == 2
    assert state(project) == before


BROKEN = {
    "syntax.py": (b"def broken(:\n", "invalid syntax"),
    "nul.py": (b"x = 1\0\n", "NUL"),
    "bytes.py": (b"x = '\xff\xfe'\n", "decoded"),
    "cookie.py": (b"# coding: nonsense\n", "decoded"),
    "deep.py": (b"x = " + b"(" * 3000 + b")" * 3000 + b"\n", ""),
}


def test_files_that_cannot_be_read_are_named(project: Path) -> None:
    for name, (data, _) in BROKEN.items():
        (project / "app" / name).write_bytes(data)
    (project / "app" / "empty.py").write_bytes(b"")
    (project / "app" / "loop").symlink_to(project / "app")
    (project / "app" / "nowhere.py").symlink_to(project / "missing.py")
    done = refactor(project, "scan", "--format", "json", "--debug")
    assert done.returncode == 1, done.stderr
    skipped = {s["path"]: s["reason"] for s in json.loads(done.stdout)["summary"]["skipped"]}
    assert set(skipped) == {f"app/{name}" for name in BROKEN}
    for name, (_, words) in BROKEN.items():
        assert words in skipped[f"app/{name}"]


def test_what_is_not_the_projects_own_is_left_out(project: Path) -> None:
    (project / ".gitignore").write_text("made/\n!made/kept.py\n*.tmp.py\n")
    for folder in ("made", "node_modules", ".venv/lib", "env", "app/migrations", "old"):
        (project / folder).mkdir(parents=True)
        (project / folder / "x.py").write_text(SOURCE)
    (project / "env" / "pyvenv.cfg").write_text("")
    (project / "app" / "y.tmp.py").write_text(SOURCE)
    (project / "app" / "z_pb2.py").write_text(SOURCE)
    (project / "pyproject.toml").write_text('[tool.refactor]\nexclude = ["old"]\n')
    report = json.loads(refactor(project, "scan", "--format", "json").stdout)
    assert {f["path"] for f in report["findings"]} == {"app/pages.py"}


def test_since_speaks_of_changed_files_only(project: Path) -> None:
    (project / "app" / "other.py").write_text(SOURCE)
    report = json.loads(refactor(project, "scan", "--since", "main", "--format", "json").stdout)
    assert [f["path"] for f in report["findings"]] == ["app/other.py"]
    assert refactor(project, "scan", "--since", "--output=/tmp/x").returncode == 2
    assert refactor(project, "scan", "--since", "nonsense").returncode == 2


def test_ignore_comments_switch_a_place_off(project: Path) -> None:
    line = '    user = await client.get(f"/users/{uid}")'
    for text in (
        SOURCE.replace(line, f"    # refactor: ignore[gather] -- on purpose\n{line}"),
        SOURCE.replace(line, f"{line}  # refactor: ignore"),
        f"# refactor: disable[gather]\n{SOURCE}",
    ):
        (project / "app" / "pages.py").write_text(text)
        assert refactor(project, "scan").returncode == 0
    (project / "app" / "pages.py").write_text(
        SOURCE.replace(line, f"{line}  # refactor: ignore[batch]")
    )
    assert refactor(project, "scan").returncode == 1


def test_explain_tells_why_and_why_not(project: Path) -> None:
    assert "Refuses" in refactor(project, "explain", "gather").stdout
    found = refactor(project, "scan", "--format", "json").stdout
    identity = json.loads(found)["findings"][0]["id"]
    assert "because" in refactor(project, "explain", identity).stdout
    assert "safe" in refactor(project, "explain", "app/pages.py:5").stdout
    (project / "app" / "pages.py").write_text(
        SOURCE.replace('client.get(f"/orders', 'client.post(f"/orders')
    )
    assert "writes" in refactor(project, "explain", "app/pages.py:6").stdout
    assert "nothing to say" in refactor(project, "explain", "app/pages.py:1").stdout


WRONG = {
    "an unknown pattern": (["scan", "--pattern", "gathr"], "gather"),
    "a missing folder": (["scan", "nowhere"], "does not exist"),
    "a missing pattern": (["apply"], "--pattern"),
    "an unknown command": (["scna"], "scan"),
    "an unknown option": (["scan", "--patern", "gather"], "--pattern"),
    "an unknown revision": (["scan", "--since", "v9"], "v9"),
    "a missing settings file": (["scan", "--config", "x.toml"], "x.toml"),
    "no terminal": (["apply", "--pattern", "gather", "-i"], "terminal"),
    "an unknown id": (["explain", "0123456789ab"], "0123456789ab"),
    "a bad branch": (["apply", "--pattern", "gather", "--branch", "a..b"], "a..b"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_use_gets_a_line_and_exit_code_two(project: Path, what: str) -> None:
    words, told = WRONG[what]
    before = state(project)
    done = refactor(project, *words)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert state(project) == before


SETTINGS = {
    "max_concurency = 3": "max_concurrency",
    'max_concurrency = "many"': "positive whole number",
    'dialect = "postgres"': "postgresql",
    'libraries = ["nowhere.toml"': "not valid TOML",
    'effects = { "a.b" = "reads" }': "read",
}


@pytest.mark.parametrize("line", SETTINGS)
def test_broken_settings_are_explained(project: Path, line: str) -> None:
    (project / "pyproject.toml").write_text(f"[tool.refactor]\n{line}\n")
    done = refactor(project, "scan")
    assert done.returncode == 2
    assert SETTINGS[line] in done.stderr


def test_git_troubles_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(SOURCE)
    done = refactor(tmp_path, "apply", "--pattern", "gather")
    assert (done.returncode, (tmp_path / "app.py").read_text()) == (2, SOURCE)
    assert "--no-git" in done.stderr
    git(tmp_path, "init", "-q")
    done = refactor(tmp_path, "apply", "--pattern", "gather")
    assert (done.returncode, (tmp_path / "app.py").read_text()) == (2, SOURCE)
    assert "no commits" in done.stderr


def test_a_missing_identity_is_one_line(project: Path) -> None:
    for name in ("user.name", "user.email"):
        git(project, "config", "--unset", name)
    git(project, "config", "user.useConfigOnly", "true")
    before = state(project)
    nobody = {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "HOME": "/nowhere",
    }
    done = refactor(project, "apply", "--pattern", "gather", **nobody)
    assert done.returncode == 2
    assert "who you are" in done.stderr
    assert state(project) == before


def test_a_repository_cannot_start_programs(project: Path) -> None:
    trap = project / ".git" / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {project}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "core.sshCommand"):
        git(project, "config", key, str(trap))
    git(project, "config", "core.hooksPath", str(project / ".git"))
    (project / "app" / "other.py").write_text(SOURCE)
    refactor(project, "scan", "--since", "main")
    refactor(project, "scan")
    assert not (project / "sprung").exists()


def test_version_and_help_load_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['refactor', '--help']\n"
        "from codemods.cli.app import run\n"
        "try: run()\nexcept SystemExit: pass\n"
        "heavy = {'libcst', 'git', 'sqlglot', 'rich', 'codemods.pipeline'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    assert "heavy: []" in done.stdout
    assert refactor(tmp_path, "--version").stdout.startswith("refactor 0.")


QUERIES_IN_A_LOOP = """import asyncpg

SCHEMA = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)"


async def emails(pool: asyncpg.Pool, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        found.append(await pool.fetchval("SELECT email FROM users WHERE id = $1", user_id))
    return found
"""


def test_one_query_for_all_items_goes_before_all_queries_at_once(project: Path) -> None:
    (project / "app" / "pages.py").write_text(QUERIES_IN_A_LOOP)
    words = ["apply", "--pattern", "gather", "--pattern", "batch", "--unsafe", "--no-git"]
    done = refactor(project, *words)
    text = (project / "app" / "pages.py").read_text()
    assert "ANY($1)" in text
    assert "gather" not in text
    assert "`batch` has the better change for this place" in done.stdout + done.stderr


THREE_KINDS = '''import asyncpg
import httpx

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
CREATE TABLE audit (user_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


class Users:
    def __init__(self, pool: asyncpg.Pool, client: httpx.AsyncClient) -> None:
        self.pool = pool
        self.client = client

    async def page(self, user_id: int) -> tuple[str, str]:
        user = await self.client.get(f"/users/{user_id}")
        plan = await self.client.get(f"/plans/{user_id}")
        return user.text, plan.text

    async def emails(self, ids: list[int]) -> list[str]:
        found = []
        for user_id in ids:
            found.append(
                await self.pool.fetchval("SELECT email FROM users WHERE id = $1", user_id)
            )
        return found

    async def add(self, user_id: int, email: str) -> None:
        await self.pool.execute("INSERT INTO users VALUES ($1, $2)", user_id, email)
        await self.pool.execute("INSERT INTO audit VALUES ($1, 'added')", user_id)

    async def pages(self, user_id: int) -> tuple[str, str]:
        first = await self.client.get(f"/pages/{user_id}/1")
        second = await self.client.get(f"/pages/{user_id}/2")
        return first.text, second.text
'''


def test_three_patterns_change_functions_of_one_file(project: Path) -> None:
    (project / "app" / "pages.py").write_text(THREE_KINDS)
    words = ["--pattern", "gather", "--pattern", "batch", "--pattern", "transaction", "--unsafe"]
    done = refactor(project, "apply", *words, "--no-git")
    text = (project / "app" / "pages.py").read_text()
    assert text.count("await asyncio.gather(") == 2
    assert "ANY($1)" in text
    assert "async with self.pool.acquire() as conn, conn.transaction():" in text
    assert "run again" not in done.stdout + done.stderr
    again = refactor(project, "apply", *words, "--no-git")
    assert (project / "app" / "pages.py").read_text() == text, again.stdout
