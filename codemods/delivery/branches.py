"""Branches that this tool makes anew on every run, and how to tell that nobody else works on them."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from git import GitCommandError

from codemods.delivery.command import Git, said
from codemods.delivery.files import replace_all, undisturbed
from codemods.errors import RefactorError

TRAILER = "Refactor-Findings"
_FIELDS = ("%H", "%ae", "%ce", "%at", "%ct", f"%(trailers:key={TRAILER},valueonly)", "%an", "%s")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A commit on a branch that this tool did not make for this person, or that was changed since."""

    commit: str
    author: str
    subject: str

    def __str__(self) -> str:
        return f"{self.commit[:10]} by {self.author}: {self.subject}"


@contextmanager
def checkout(git: Git, commit: str) -> Iterator[Path]:
    """A commit checked out in a folder of its own; the person's checkout is not touched."""
    folder = Path(tempfile.mkdtemp(prefix="refactor-")).resolve()
    tree = folder / git.top.name
    words = ("worktree", "add", "--quiet", "--detach", str(tree), commit)
    try:
        try:
            git.ask(*words, filters=False, network=True)
        except GitCommandError as error:
            raise RefactorError(f"git cannot work in a folder of its own: {said(error)}") from None
        yield tree
    finally:
        with undisturbed():
            shutil.rmtree(folder, ignore_errors=True)
            git.ask("worktree", "prune")


def commit(git: Git, root: Path, changes: Sequence[tuple[str, bytes, bytes]], message: str) -> str:
    """Write the changes below the root and commit them where HEAD is; returns the commit."""
    replace_all(root, changes)
    note = git.folder / "refactor-message"
    note.write_text(message, "utf-8", "surrogateescape")
    try:
        git.commit([(root / p).relative_to(git.top).as_posix() for p, _, _ in changes], note)
    except GitCommandError as error:
        raise RefactorError(f"git commit failed: {said(error)}", "Nothing was changed.") from None
    finally:
        note.unlink(missing_ok=True)
    return resolve(git, "HEAD")


def start_again(git: Git, commit: str) -> None:
    """Put a checkout back to a commit."""
    git.ask("reset", "--quiet", "--hard", commit, filters=False)


def resolve(git: Git, revision: str) -> str:
    """The commit that a revision names, "" when there is none."""
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return git.ask(*words).strip()
    except GitCommandError:
        return ""


def is_same(git: Git, base: str, one: str, other: str) -> bool:
    """Whether two branches on a base hold the same: equal trees, and nothing of the base missing."""
    if not one or not other:
        return False
    if git.ask("rev-parse", f"{one}^{{tree}}") != git.ask("rev-parse", f"{other}^{{tree}}"):
        return False
    try:
        return git.ask("merge-base", base, one).strip() == base
    except GitCommandError:
        return False


def strangers(git: Git, base: str, tip: str) -> list[Stranger]:
    """The commits between base and tip that are not this tool's own, made as who runs it now.

    Its own commits name findings, and have this person as author and committer, at one moment: a
    commit that was amended or rebased has two.
    """
    me = {email(git, "AUTHOR"), email(git, "COMMITTER")}
    text = git.ask("log", "-z", f"--format={'%x1f'.join(_FIELDS)}", tip, "--not", base, "--")
    found = []
    for record in filter(None, text.split("\0")):
        sha, author, committer, made, recorded, findings, name, subject = record.split("\x1f")
        own = bool(findings.strip()) and {author, committer} <= me and made == recorded
        if not own:
            found.append(Stranger(sha.strip(), name, subject))
    return found


def findings(git: Git, base: str, tip: str) -> frozenset[str]:
    """The findings that the commits between base and tip name."""
    form = f"--format=%(trailers:key={TRAILER},valueonly)"
    text = git.ask("log", form, tip, "--not", base, "--")
    return frozenset(re.findall(r"[0-9a-f]{12}", text))


def email(git: Git, who: str) -> str:
    """The address that git would put into a commit; RefactorError when it does not know one."""
    try:
        told = git.ask("var", f"GIT_{who}_IDENT")
    except GitCommandError:
        raise RefactorError(
            "git does not know who you are",
            'Run git config user.name "..." and git config user.email "...".',
        ) from None
    found = re.search(r"<([^>]*)>", told)
    return found[1] if found else ""


def signature(git: Git) -> str:
    """The committer, as `Signed-off-by` names one."""
    return git.ask("var", "GIT_COMMITTER_IDENT").rpartition(">")[0] + ">"


def subjects(git: Git, tip: str, most: int = 50) -> list[str]:
    """The newest subjects of a branch, merges left out."""
    text = git.ask("log", "-z", "--no-merges", f"--max-count={most}", "--format=%s", tip, "--")
    return [line for line in text.split("\0") if line]


def place(git: Git, branch: str, tip: str, base: str, take_over: bool) -> list[Stranger]:
    """Let the local branch be at the tip. What others committed on it stays: they are returned.

    RefactorError when a checkout stands on the branch, or its name cannot be used.
    """
    reference = f"refs/heads/{branch}"
    before = resolve(git, reference)
    if before == tip:
        return []
    if before:
        others = strangers(git, base, before)
        if others and not take_over:
            return others
        standing = f"branch {reference}\n"
        if standing in git.ask("worktree", "list", "--porcelain"):
            raise RefactorError(
                f"`{branch}` has to be made anew, and is checked out",
                "Switch to another branch (git switch -), then run again.",
            )
    try:
        git.ask("check-ref-format", "--branch", branch)
        git.ask("update-ref", "-m", "refactor: made anew", reference, tip, before or "")
    except GitCommandError as error:
        raise RefactorError(
            f"the branch `{branch}` cannot be made: {said(error)}", "See --branch-prefix."
        ) from None
    return []


def fit_for_name(text: str) -> str:
    """A part of a branch's name that git takes."""
    return re.sub(r"[^A-Za-z0-9._-]+|\.{2,}|\.lock$", "-", text).strip(".-") or "other"
