"""Commits, undo, worktrees and tests from the command line, in real git repositories."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tool_process import run_text

HOME = Path(__file__).parent.parent

PAGE = """

async def {name}(client: httpx.AsyncClient, uid: int):
    user = await client.get(f"/users/{{uid}}")
    orders = await client.get(f"/orders/{{uid}}")
    return user.json(), orders.json()
"""

MODELS = """from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
"""

REPOSITORY = """from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import User


class UserRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get_user(self, user_id: int) -> User | None:
        return await self.session.get(User, user_id)
"""

SERVICE = """from __future__ import annotations

from shop.repository import UserRepository


async def {name}(users: UserRepository, user_ids: list[int]) -> list[str | None]:
    found = []
    for user_id in user_ids:
        user = await users.get_user(user_id)
        found.append(user.email if user else None)
    return found
"""

GATHER = ("pages", "news")  # the modules of its findings
BOTH = ("--pattern", "gather", "--pattern", "batch")


def git(root: Path, *words: str, check: bool = True) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=check)
    return done.stdout.strip()


def refactor(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return run_text(root, *words, env={**os.environ, "PYTHONPATH": str(HOME), **env})


def pages(*names: str) -> str:
    return "import httpx\n" + "".join(PAGE.format(name=name) for name in names)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three findings of gather in two files; two of batch, each in a file and in one they share."""
    root = tmp_path / "project"
    shop = root / "shop"
    shop.mkdir(parents=True)
    (shop / "__init__.py").write_text("")
    (shop / "pages.py").write_text(pages("home", "board"))
    (shop / "news.py").write_text(pages("news"))
    (shop / "models.py").write_text(MODELS)
    (shop / "repository.py").write_text(REPOSITORY)
    (shop / "mails.py").write_text(SERVICE.format(name="mails"))
    (shop / "names.py").write_text(SERVICE.format(name="names"))
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    git(root, "config", "commit.gpgsign", "false")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Start")
    return root


def state(root: Path) -> tuple[str, ...]:
    """Everything that a run must leave alone when it fails, or works elsewhere."""
    words = (
        "rev-parse --abbrev-ref HEAD", "for-each-ref", "status --porcelain", "ls-files -s",
        "worktree list", "reflog", "diff HEAD",
    )  # fmt: skip
    return tuple(git(root, *line.split()) for line in words)


def applied(root: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    """The commits of an apply, and the function of each finding by its id."""
    done = refactor(root, "apply", "--format", "json", *words)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    return report["commits"], {f["id"]: f["function"] for f in report["findings"]}


def findings_of(root: Path, commit: str) -> list[str]:
    told = git(
        root, "log", "-1", "--format=%(trailers:key=Refactor-Findings,valueonly,unfold)", commit
    )
    return told.split(", ")


def files_of(root: Path, commit: str) -> list[str]:
    return git(root, "show", "--name-only", "--format=", commit).split()


def functions_of(root: Path, commit: str, names: dict[str, str]) -> list[str]:
    return sorted(names[i].rpartition(".")[2] for i in findings_of(root, commit))


def hook(root: Path, name: str, text: str) -> None:
    path = root / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


# -- one commit per ... ---------------------------------------------------------------------------


def test_one_commit_per_pattern(project: Path) -> None:
    commits, names = applied(project, *BOTH)
    assert [functions_of(project, c, names) for c in commits] == [
        ["board", "home", "news"],
        ["mails", "names"],
    ]
    assert git(project, "rev-list", "--reverse", "main..").split() == commits
    assert git(project, "status", "--porcelain") == ""


def test_one_commit_per_finding_never_tears_one_apart(project: Path) -> None:
    commits, names = applied(project, *BOTH, "--commit-per", "finding")
    assert [functions_of(project, c, names) for c in commits] == [
        ["news"], ["home"], ["board"], ["mails"], ["names"],
    ]  # fmt: skip
    first = next(c for c in commits if functions_of(project, c, names) == ["mails"])
    assert files_of(project, first) == ["shop/mails.py", "shop/repository.py"]
    done: set[str] = set()
    for commit in commits:  # every state is one of which the tool itself says what is left
        git(project, "switch", "-q", "--detach", commit)
        done |= set(findings_of(project, commit))
        found = json.loads(refactor(project, "scan", "--format", "json").stdout)["findings"]
        left = {f["id"] for f in found if f["pattern"] == "gather"}
        assert left == {i for i, name in names.items() if name.split(".")[1] in GATHER} - done


def test_one_commit_per_file_brings_together_what_shares_one(project: Path) -> None:
    commits, _ = applied(project, *BOTH, "--commit-per", "file")
    assert [files_of(project, c) for c in commits] == [
        ["shop/news.py"],
        ["shop/pages.py"],
        ["shop/mails.py", "shop/names.py", "shop/repository.py"],
    ]


def test_the_cut_does_not_change_the_result(project: Path) -> None:
    applied(project, *BOTH)
    whole = git(project, "rev-parse", "HEAD^{tree}")
    assert refactor(project, "undo").returncode == 0
    for per in ("finding", "file"):
        applied(project, *BOTH, "--commit-per", per)
        assert git(project, "rev-parse", "HEAD^{tree}") == whole
        assert refactor(project, "undo").returncode == 0


# -- messages -----------------------------------------------------------------------------------


def test_messages_follow_the_history(project: Path) -> None:
    applied(project, *BOTH)
    subjects = git(project, "log", "--format=%s", "main..").splitlines()
    assert subjects == [
        "Batch queries that were sent one by one in 2 places",
        "Run independent awaits together in 3 places",
    ]
    body = git(project, "log", "-1", "--format=%B")
    assert "shop.mails.mails (shop/mails.py): n -> 1" in body
    assert "refactor apply --pattern gather --pattern batch" in body
    assert max(map(len, body.splitlines())) <= 72
    refactor(project, "undo")
    for subject in ("feat(shop): pages", "fix: a typo", "docs(shop): more"):
        git(project, "commit", "-q", "--allow-empty", "-m", subject)
    applied(project, *BOTH, "--commit-per", "finding")
    subjects = git(project, "log", "--format=%s", "main..").splitlines()
    assert "perf(shop): batch the queries of mails" in subjects
    assert "perf(shop): run independent awaits of home together" in subjects


def test_a_persons_own_message(project: Path) -> None:
    applied(
        project, *BOTH, "--message", "perf: {pattern} in {function} ({count})",
        "--author", "Bo Li <bo@example.org>", "--signoff",
    )  # fmt: skip
    assert git(project, "log", "--format=%s", "main..").splitlines() == [
        "perf: batch in mails, names (2)",
        "perf: gather in news, home, board (3)",
    ]
    assert git(project, "log", "-1", "--format=%an %ae %cn") == "Bo Li bo@example.org Ada"
    trailers = git(project, "log", "-1", "--format=%(trailers:keyonly)").split()
    assert trailers == ["Refactor-Pattern", "Refactor-Findings", "Signed-off-by"]
    assert "shop.mails.mails" in git(project, "log", "-1", "--format=%b")


def test_a_whole_text_replaces_the_text_but_not_the_trailers(project: Path) -> None:
    applied(project, "--pattern", "gather", "--message", "Be faster\n\nBecause {{we}} can.")
    body = git(project, "log", "-1", "--format=%B")
    assert body.startswith("Be faster\n\nBecause {we} can.\n\nRefactor-Pattern: gather\n")


def test_signing_is_the_persons_own(project: Path, tmp_path: Path) -> None:
    program = tmp_path / "gpg"
    program.write_text("#!/bin/sh\necho cannot sign >&2\nexit 1\n")
    program.chmod(0o755)
    git(project, "config", "commit.gpgsign", "true")
    git(project, "config", "gpg.program", str(program))
    before = state(project)
    done = refactor(project, "apply", *BOTH)
    assert (done.returncode, "sign" in done.stderr) == (2, True)
    assert state(project) == before


WRONG = {
    "an unknown placeholder": (["--message", "{patern}"], "{pattern}"),
    "an open brace": (["--message", "a { b"], "{{"),
    "no subject": (["--message", "\nbody"], "subject"),
    "no author": (["--author", "Bo"], "Ada <ada@site.org>"),
    "a command of spaces": (["--verify", " "], "--verify"),
    "no time": (["--verify", "true", "--verify-timeout", "0"], "--verify-timeout"),
    "a message without a commit": (["--no-git", "--message", "x"], "--message"),
    "a worktree without git": (["--no-git", "--worktree"], "--worktree"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_use_is_told_before_anything_is_done(project: Path, what: str) -> None:
    words, told = WRONG[what]
    before = state(project)
    done = refactor(project, "apply", "--pattern", "gather", *words)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert state(project) == before


# -- all or none --------------------------------------------------------------------------------


@pytest.mark.parametrize("worktree", [[], ["--worktree"]])
@pytest.mark.parametrize("last", [2, 5])
def test_a_hook_that_says_no_late_leaves_nothing(
    project: Path, last: int, worktree: list[str]
) -> None:
    count = project.parent / "count"
    hook(project, "pre-commit", f"echo >> {count}; test $(wc -l < {count}) -lt {last}")
    (project / "mine.txt").write_text("mine")
    git(project, "add", "mine.txt")
    before = state(project)
    done = refactor(project, "apply", *BOTH, "--commit-per", "finding", *worktree)
    assert done.returncode == 2
    assert len(count.read_text()) == last
    assert state(project) == before


def test_a_hook_may_lay_out_files_between_commits(project: Path) -> None:
    hook(
        project,
        "pre-commit",
        "for f in $(git diff --cached --name-only); do echo '# seen' >> $f; git add $f; done",
    )
    commits, _ = applied(project, "--pattern", "gather", "--commit-per", "finding")
    assert len(commits) == 3
    assert git(project, "show", "HEAD:shop/pages.py").count("# seen") == 1
    assert git(project, "show", "HEAD:shop/pages.py").count("asyncio.gather") == 2
    assert git(project, "status", "--porcelain") == ""


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@needs_proc
@pytest.mark.parametrize("worktree", [[], ["--worktree"]])
@pytest.mark.parametrize("late", [False, True])
def test_a_run_killed_between_commits_is_taken_back(
    project: Path, worktree: list[str], late: bool
) -> None:
    count = project.parent / "count"
    kill = "kill -KILL $(cut -d' ' -f4 /proc/$PPID/stat)"
    hook(
        project,
        "post-commit" if late else "pre-commit",
        f"echo >> {count}; if test $(wc -l < {count}) -eq 3; then {kill}; sleep 0.2; exit 1; fi",
    )
    before = state(project)
    done = refactor(project, "apply", *BOTH, "--commit-per", "finding", *worktree)
    assert done.returncode == -signal.SIGKILL
    time.sleep(2)  # until the orphaned git is done
    for lock in (project / ".git").rglob("index.lock"):
        lock.unlink()
    assert state(project) != before
    hook(project, "pre-commit", "exit 0")
    hook(project, "post-commit", "exit 0")
    done = refactor(project, "apply", "--pattern", "gather", "--dry-run")
    assert done.returncode == 1, done.stderr
    assert "interrupted" in done.stderr
    kept = [part for number, part in enumerate(state(project)) if number != 5]  # but the reflog
    assert kept == [part for number, part in enumerate(before) if number != 5]


@needs_proc
def test_a_killed_run_on_whose_branch_somebody_works_is_left_alone(project: Path) -> None:
    hook(project, "post-commit", "kill -KILL $(cut -d' ' -f4 /proc/$PPID/stat)")
    refactor(project, "apply", *BOTH)
    (project / ".git" / "hooks" / "post-commit").unlink()
    git(project, "commit", "-q", "--allow-empty", "-m", "Mine")
    before = state(project)
    done = refactor(project, "apply", "--pattern", "gather", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert state(project) == before


# -- undo ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("detached", [False, True])
@pytest.mark.parametrize("gone_home", [False, True])
@pytest.mark.parametrize("worktree", [[], ["--worktree"]])
def test_undo_goes_back(
    project: Path, detached: bool, gone_home: bool, worktree: list[str]
) -> None:
    if detached:
        git(project, "switch", "-q", "--detach")
    (project / "mine.txt").write_text("mine")
    git(project, "add", "mine.txt")
    before = [part for number, part in enumerate(state(project)) if number != 5]
    applied(project, *BOTH, *worktree)
    assert git(project, "branch", "--list", "refactor/*") != ""
    if gone_home:
        git(project, "switch", "-q", *(["--detach", "main"] if detached else ["main"]))
    done = refactor(project, "undo")
    assert done.returncode == 0, done.stderr
    assert "refactor/gather (2 commits)" in done.stdout
    assert [part for number, part in enumerate(state(project)) if number != 5] == before
    again = refactor(project, "undo")
    assert (again.returncode, "no apply" in again.stderr) == (2, True)


def test_undo_gives_back_what_was_not_committed(project: Path) -> None:
    text = (project / "shop" / "pages.py").read_text() + "\n\nMINE = 1\n"
    (project / "shop" / "pages.py").write_text(text)
    before = git(project, "diff")
    applied(project, "--pattern", "gather", "--allow-dirty")
    assert git(project, "diff") == ""
    done = refactor(project, "undo")
    assert done.returncode == 0, done.stderr
    assert git(project, "diff") == before


def _commit(root: Path) -> None:
    git(root, "commit", "-q", "--allow-empty", "-m", "Mine")


def _edit(root: Path) -> None:
    with (root / "shop" / "pages.py").open("a") as file:
        file.write("# mine\n")


def _stage(root: Path) -> None:
    _edit(root)
    git(root, "add", "-A")


def _delete(root: Path) -> None:
    (root / "shop" / "news.py").unlink()


def _merge(root: Path) -> None:
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "refactor/gather", "-m", "Merge")


def _rename(root: Path) -> None:
    git(root, "branch", "-m", "mine")


def _check_out_elsewhere(root: Path) -> None:
    git(root, "switch", "-q", "main")
    git(root, "worktree", "add", "-q", str(root.parent / "other"), "refactor/gather")


def _lose_the_way(root: Path) -> None:
    git(root, "branch", "-D", "main")


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (_commit, "has commits"),
        (_edit, "changed since: shop/pages.py"),
        (_stage, "changed since: shop/pages.py"),
        (_delete, "changed since: shop/news.py"),
        (_merge, "part of HEAD"),
        (_rename, "is gone"),
        (_check_out_elsewhere, "is checked out in"),
        (_lose_the_way, "main is gone"),
    ],
)
def test_undo_refuses_to_undo_more(project: Path, what, told: str) -> None:  # type: ignore[no-untyped-def]
    applied(project, "--pattern", "gather")
    what(project)
    before = state(project)
    done = refactor(project, "undo")
    assert done.returncode == 2, done.stdout
    assert told in done.stderr
    assert state(project) == before


def test_undo_without_git(project: Path) -> None:
    before = state(project)
    assert refactor(project, "apply", *BOTH, "--no-git").returncode == 0
    changed = state(project)
    _edit(project)
    done = refactor(project, "undo")
    assert (done.returncode, "shop/pages.py has changed since" in done.stderr) == (2, True)
    path = project / "shop" / "pages.py"
    path.write_text(path.read_text().removesuffix("# mine\n"))
    assert state(project) == changed
    done = refactor(project, "undo")
    assert (done.returncode, done.stdout) == (0, "Took back 5 files.\n")
    assert state(project) == before
    assert refactor(project, "undo").returncode == 2


def test_undo_outside_a_repository(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "pages.py").write_text(pages("home"))
    assert refactor(tmp_path, "apply", "--pattern", "gather", "--no-git").returncode == 0
    assert "gather" in (tmp_path / "pages.py").read_text()
    assert refactor(tmp_path, "undo").returncode == 0
    assert (tmp_path / "pages.py").read_text() == pages("home")
    done = refactor(tmp_path, "undo")
    assert (done.returncode, "no apply to take back" in done.stderr) == (2, True)


def test_without_a_git_program(project: Path, tmp_path: Path) -> None:
    before = state(project)
    nowhere = {"PATH": str(tmp_path)}
    done = refactor(project, "apply", "--pattern", "gather", **nowhere)
    assert (done.returncode, "no git program" in done.stderr) == (2, True)
    assert refactor(project, "apply", "--pattern", "gather", "--no-git", **nowhere).returncode == 0
    assert state(project) != before
    done = refactor(project, "undo", **nowhere)
    assert (done.returncode, done.stdout) == (0, "Took back 2 files.\n")
    assert state(project) == before


def test_the_note_of_an_undo_is_no_way_out_of_the_project(project: Path) -> None:
    outside = project.parent / "outside.py"
    outside.write_text("mine")
    refactor(project, "apply", "--pattern", "gather", "--no-git")
    place = project / ".refactor_cache" / "undo.json"
    note = json.loads(place.read_text())
    sha = hashlib.sha256(b"mine").hexdigest()
    for path in ("../outside.py", str(outside), ".git/config"):
        note["files"] = [[path, "aGk=", sha]]
        place.write_text(json.dumps(note))
        done = refactor(project, "undo")
        assert done.returncode == 2
        assert "cannot undo" in done.stderr
    assert outside.read_text() == "mine"


def test_the_last_apply_is_undone_first(project: Path) -> None:
    start = state(project)
    applied(project, "--pattern", "gather")
    assert refactor(project, "apply", "--pattern", "batch", "--no-git").returncode == 0
    assert refactor(project, "undo").stdout == "Took back 3 files.\n"
    assert "refactor/gather" in refactor(project, "undo").stdout
    assert git(project, "for-each-ref") == start[1]
    assert git(project, "status", "--porcelain") == ""


# -- a second checkout ----------------------------------------------------------------------------


def test_a_worktree_leaves_the_checkout_alone(project: Path) -> None:
    _edit(project)  # what is not committed plays no part
    (project / "shop" / "extra.py").write_text(pages("extra"))
    (project / "mine.txt").write_text("mine")
    git(project, "add", "mine.txt")
    before = state(project)
    done = refactor(project, "apply", *BOTH, "--worktree", "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    after = state(project)
    assert (*after[:1], *after[2:]) == (*before[:1], *before[2:])
    assert report["root"] == str(project)
    assert {f["path"] for f in report["findings"]} == {
        "shop/mails.py", "shop/names.py", "shop/news.py", "shop/pages.py",
    }  # fmt: skip
    assert git(project, "rev-parse", "refactor/gather") == report["commits"][-1]
    assert "# mine" not in git(project, "show", "refactor/gather:shop/pages.py")


def test_a_worktree_and_tests_of_a_project_in_a_folder(project: Path) -> None:
    inner = project / "inner"
    (inner / "src" / "app").mkdir(parents=True)
    (inner / "pyproject.toml").write_text("")
    (inner / "src" / "app" / "__init__.py").write_text(pages("home"))
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "inner")
    shown = f"test $REFACTOR_CHECKOUT = {inner} && pwd && echo $PYTHONPATH"
    done = refactor(
        inner, "apply", "--pattern", "gather", "--worktree", "--format", "json", "--verify", shown
    )
    assert done.returncode == 0, done.stderr
    log = (inner / ".refactor_cache" / "verify.log").read_text()
    assert log.count("/project/inner\n") == 2
    assert log.count("/project/inner/src") == 2
    assert files_of(project, "refactor/gather") == ["inner/src/app/__init__.py"]


def test_a_worktree_for_a_part_of_a_project_in_a_folder(project: Path) -> None:
    inner = project / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("")
    (inner / "app.py").write_text(pages("home"))
    (inner / "other.py").write_text(pages("other"))
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "inner")
    done = refactor(inner, "apply", "--pattern", "gather", "--worktree", "app.py")
    assert done.returncode == 0, done.stderr
    assert files_of(project, "refactor/gather") == ["inner/app.py"]
    (inner / "new.py").write_text(pages("new"))
    done = refactor(inner, "apply", "--pattern", "gather", "--worktree", "new.py")
    assert (done.returncode, "new.py is not in the last commit" in done.stderr) == (2, True)
    assert git(project, "worktree", "list").count("\n") == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_removes_the_worktree(project: Path, number: signal.Signals) -> None:
    started, temporary = project.parent / "started", project.parent / "tmp"
    temporary.mkdir()
    hook(project, "pre-commit", f"touch {started}; sleep 1.5; exit 1")
    before = state(project)
    run = start(project, "apply", *BOTH, "--worktree", TMPDIR=str(temporary))
    wait_for(started)
    run.send_signal(number)
    assert run.wait(timeout=20) == 130
    assert state(project) == before
    assert list(temporary.iterdir()) == []


def start(root: Path, *words: str, **env: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "codemods", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(HOME), **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(path: Path) -> None:
    limit = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < limit, path
        time.sleep(0.02)


# -- the project's own tests ----------------------------------------------------------------------

# Fails when `board` awaits together, and says so.
PICKY = f"""{sys.executable} -c "
import shop.pages, inspect
if 'gather' in inspect.getsource(shop.pages.board):
    print('board must not gather')
    raise SystemExit(3)
" """


def test_tests_that_pass_change_nothing(project: Path) -> None:
    done = refactor(project, "apply", *BOTH, "--format", "json", "--verify", "pwd; ls -a")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert len(report["commits"]) == 2
    assert (report["verify"]["command"], report["verify"]["runs"]) == ("pwd; ls -a", 2)
    log = Path(report["verify"]["output"]).read_text()
    assert log.count("== passed") == 2
    assert f"\n{project}\n" not in log  # it ran somewhere else
    assert git(project, "worktree", "list").count("\n") == 0
    assert git(project, "status", "--porcelain") == ""


def test_the_one_finding_of_five_that_breaks_is_dropped(project: Path) -> None:
    done = refactor(
        project, "apply", *BOTH, "--format", "json", "--commit-per", "finding", "--verify", PICKY
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    kept = {f["function"] for f in report["findings"] if f["applied"]}
    assert kept == {"shop.pages.home", "shop.news.news", "shop.mails.mails", "shop.names.names"}
    (refusal,) = report["refusals"]
    assert refusal["function"] == "shop.pages.board"
    assert "exit code 3" in refusal["reason"]
    assert "board must not gather" in refusal["reason"]
    assert len(report["commits"]) == 4
    assert "verify: dropped shop/pages.py:" in done.stderr
    assert report["verify"]["runs"] <= 2 + 5
    assert "gather" in git(project, "show", "HEAD:shop/pages.py")


def test_tests_that_fail_before_stop_everything(project: Path) -> None:
    before = state(project)
    done = refactor(project, "apply", *BOTH, "--verify", "echo first; echo it is broken; exit 7")
    assert done.returncode == 2
    assert "fail before any change" in done.stderr
    assert "exit code 7" in done.stderr
    assert "it is broken" in done.stderr
    assert str(project / ".refactor_cache" / "verify.log") in done.stderr
    assert "first" in (project / ".refactor_cache" / "verify.log").read_text()
    assert state(project) == before


def test_tests_that_no_finding_survives(project: Path) -> None:
    before = state(project)
    done = refactor(
        project, "apply", "--pattern", "gather", "--verify", "! grep -rq asyncio.gather shop"
    )
    assert done.returncode == 0
    assert done.stderr.count("left alone: the tests fail with it") == 3
    assert "Nothing to change" in done.stderr
    assert state(project) == before


def test_a_dry_run_tests_and_leaves_no_branch(project: Path) -> None:
    before = state(project)
    done = refactor(project, "apply", *BOTH, "--dry-run", "--verify", PICKY)
    assert done.returncode == 1
    assert done.stdout.count("+    user, orders = await asyncio.gather(") == 2
    assert state(project) == before


def test_a_hang_counts_as_a_failure_and_ends(project: Path) -> None:
    child = project.parent / "child"
    hang = f"if grep -q gather shop/news.py; then sleep 300 & echo $! > {child}; wait; fi"
    done = refactor(
        project, "apply", "--pattern", "gather", "--verify", hang, "--verify-timeout", "3"
    )
    assert done.returncode == 0, done.stderr
    assert "did not end within 3 seconds" in done.stderr
    assert files_of(project, "HEAD") == ["shop/pages.py"]
    assert gone(int(child.read_text()))


def gone(pid: int) -> bool:
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_no_test_and_no_worktree(project: Path, number: signal.Signals) -> None:
    child, temporary = project.parent / "child", project.parent / "tmp"
    temporary.mkdir()
    before = state(project)
    command = f"sleep 300 & echo $! > {child}.new; mv {child}.new {child}; wait"
    run = start(project, "apply", *BOTH, "--verify", command, TMPDIR=str(temporary))
    wait_for(child)
    run.send_signal(number)
    assert run.wait(timeout=20) == 130
    assert gone(int(child.read_text()))
    assert state(project) == before
    assert list(temporary.iterdir()) == []


@needs_proc
def test_a_killed_test_run_is_swept_up_by_the_next(project: Path) -> None:
    child, temporary = project.parent / "child", project.parent / "tmp"
    temporary.mkdir()
    before = state(project)
    command = f"echo $$ > {child}.new; mv {child}.new {child}; exec sleep 300"
    run = start(project, "apply", *BOTH, "--verify", command, TMPDIR=str(temporary))
    wait_for(child)
    run.kill()
    run.wait(timeout=20)
    os.kill(int(child.read_text()), signal.SIGKILL)
    assert git(project, "worktree", "list").count("\n") == 1
    done = refactor(project, "apply", "--pattern", "gather", "--dry-run")
    assert "worktree of an interrupted run" in done.stderr
    assert state(project) == before
    assert list(temporary.iterdir()) == []


def test_what_is_committed_with_it_is_tested_with_it(project: Path) -> None:
    _edit(project)
    done = refactor(
        project, "apply", "--pattern", "gather", "--allow-dirty",
        "--verify", "grep -q '# mine' shop/pages.py",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "# mine" in git(project, "show", "HEAD:shop/pages.py")


@needs_proc
def test_undo_of_a_killed_run_takes_back_that_run_alone(project: Path) -> None:
    applied(project, "--pattern", "gather")
    kept = git(project, "rev-parse", "HEAD")
    hook(project, "pre-commit", "kill -KILL $(cut -d' ' -f4 /proc/$PPID/stat); sleep 0.2; exit 1")
    assert refactor(project, "apply", "--pattern", "batch").returncode == -signal.SIGKILL
    time.sleep(2)
    (project / ".git" / "index.lock").unlink(missing_ok=True)
    done = refactor(project, "undo")
    assert (done.returncode, "interrupted" in done.stderr) == (0, True)
    assert git(project, "symbolic-ref", "--short", "HEAD") == "refactor/gather"
    assert git(project, "rev-parse", "HEAD") == kept
    assert git(project, "status", "--porcelain") == ""


def test_an_editable_install_does_not_hide_the_change(project: Path) -> None:
    """A command that finds the package in the checkout first would test the old code."""
    first = f"{sys.executable} -c 'import shop; print(shop.__file__)'"
    done = refactor(
        project, "apply", "--pattern", "gather", "--format", "json",
        "--verify", f"cd / && {first}", PYTHONPATH=f"{HOME}{os.pathsep}{project}",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    log = Path(json.loads(done.stdout)["verify"]["output"]).read_text()
    assert str(project / "shop") not in log
    assert log.count("project/shop/__init__.py") == 2


def test_a_virtual_environment_of_the_checkout_can_be_named(project: Path) -> None:
    (project / ".gitignore").write_text(".venv/\n")
    git(project, "add", ".gitignore")
    git(project, "commit", "-q", "-m", "Ignore")
    tool = project / ".venv" / "bin" / "check"
    tool.parent.mkdir(parents=True)
    (project / ".venv" / "pyvenv.cfg").write_text("")
    tool.write_text("#!/bin/sh\nexit 0\n")
    tool.chmod(0o755)
    done = refactor(project, "apply", "--pattern", "gather", "--verify", ".venv/bin/check")
    assert done.returncode == 0, done.stderr
    assert tool.is_file()


def test_every_run_of_the_tests_begins_clean(project: Path) -> None:
    once = "test ! -e left && touch left && echo '# x' >> shop/news.py"
    done = refactor(project, "apply", "--pattern", "gather", "--verify", once)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("passed") == 2
