"""`refactor pr` against GitHub's own contract: one branch, one pull request."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fake_github import Answer, FakeGitHub, git
from pr_world import SOURCE, Done, World

MORE = SOURCE.replace("page", "other")


def test_the_first_run_opens_and_the_next_ones_update(world: World, github: FakeGitHub) -> None:
    first = world.run("pr", "--pattern", "gather", *world.host)
    assert (first.returncode, first.stderr) == (0, "Opened: refactor/gather\n")
    assert first.stdout == "https://github.com/acme/shop/pull/1\n"
    pushed = world.tip()
    assert git(world.bare, "log", "--format=%s", f"main..{pushed}") == (
        "Run independent awaits of page together"
    )
    again = world.pr()
    assert (again.returncode, again.stderr) == (0, "Up to date: refactor/gather\n")
    assert world.tip() == pushed

    world.write("app/other.py", MORE)
    world.commit("another page")
    third = world.pr()
    assert (third.returncode, third.stderr) == (0, "Updated: refactor/gather\n")
    (pull,) = github.pulls
    assert (pull["state"], pull["base"], pull["draft"]) == ("open", "main", False)
    assert pull["title"] == "Run independent awaits together in 2 places"
    assert "app.other.other" in pull["body"]
    base = git(world.bare, "merge-base", "main", world.tip())
    assert base == git(world.bare, "rev-parse", "main")
    assert github.calls.count("POST /repos/acme/shop/pulls") == 1
    assert github.tokens == {"Bearer s3cret-t0ken-of-ada"}


def test_the_checkout_is_not_touched(world: World, github: FakeGitHub) -> None:
    world.write("app/pages.py", "half = 'written'\n")
    before = git(world.root, "status", "--porcelain"), git(world.root, "symbolic-ref", "HEAD")
    assert world.pr().returncode == 0
    assert (
        git(world.root, "status", "--porcelain"),
        git(world.root, "symbolic-ref", "HEAD"),
    ) == before
    assert git(world.root, "worktree", "list", "--porcelain").count("worktree ") == 1
    assert (world.root / "app/pages.py").read_text() == "half = 'written'\n"


def test_another_checkout_carries_on_the_same_pull_request(
    world: World, github: FakeGitHub
) -> None:
    world.pr()
    pushed = world.tip()
    again = world.pr(root=world.clone())
    assert again.stderr == "Up to date: refactor/gather\n"
    assert (world.tip(), len(github.pulls)) == (pushed, 1)


def test_a_branch_that_apply_made_is_proposed_as_it_is(world: World, github: FakeGitHub) -> None:
    assert world.run("apply", "--pattern", "gather").returncode == 0
    made = git(world.root, "rev-parse", "HEAD")
    assert world.pr().stderr == "Opened: refactor/gather\n"
    assert world.tip() == made


def amend(root: Path, date: str, *words: str) -> None:
    """Change the last commit, as of a moment."""
    command = ["git", "commit", "-q", "--amend", *words]
    environment = {**os.environ, "GIT_COMMITTER_DATE": date}
    subprocess.run(command, cwd=root, check=True, env=environment)


@pytest.mark.parametrize("by", ["author", "committer", "hand"])
def test_the_commits_of_others_are_never_pushed_over(
    world: World, github: FakeGitHub, by: str
) -> None:
    world.pr()
    other = world.clone()
    git(other, "switch", "-q", "refactor/gather")
    if by == "author":
        grace = ("--author", "Grace <grace@example.org>")
        message = "mine\n\nRefactor-Findings: 0123456789ab"
        git(other, "commit", "-q", "--allow-empty", *grace, "-m", message)
    elif by == "hand":
        git(other, "commit", "-q", "--allow-empty", "-m", "by hand")
    else:
        git(other, "config", "user.name", "Grace")
        git(other, "config", "user.email", "grace@example.org")
        made = git(other, "log", "-1", "--format=%aI")
        amend(other, made, "--no-edit")
    git(other, "push", "-q", "--force", "origin", "HEAD")
    theirs = world.tip()
    world.write("app/other.py", MORE)
    world.commit("another page")
    for _ in range(2):
        done = world.pr()
        assert done.returncode == 1
        assert done.stderr.startswith("Not pushed: the branch has commits that refactor did not")
        assert theirs[:10] in done.stderr
        assert world.tip() == theirs
    (told,) = github.comments[1]
    assert theirs[:10] in told

    taken = world.pr("--take-over")
    assert (taken.returncode, taken.stderr) == (0, "Updated: refactor/gather\n")
    assert world.tip() != theirs


def test_a_commit_that_was_changed_by_hand_is_not_pushed_over(
    world: World, github: FakeGitHub
) -> None:
    world.pr()
    other = world.clone()
    git(other, "switch", "-q", "refactor/gather")
    amend(other, "2001-01-01T00:00:00Z", "-m", "x\n\nRefactor-Findings: 0123456789ab")
    git(other, "push", "-q", "--force", "origin", "HEAD")
    theirs = world.tip()
    world.write("app/other.py", MORE)
    world.commit("another page")
    assert world.pr().returncode == 1
    assert world.tip() == theirs


def test_a_local_branch_with_other_commits_is_left_alone(world: World, github: FakeGitHub) -> None:
    git(world.root, "switch", "-q", "-c", "refactor/gather")
    git(world.root, "commit", "-q", "--allow-empty", "-m", "by hand")
    mine = git(world.root, "rev-parse", "HEAD")
    git(world.root, "switch", "-q", "main")
    done = world.pr()
    assert done.returncode == 1
    assert git(world.root, "rev-parse", "refactor/gather") == mine
    assert (world.tip(), github.pulls) == ("", [])


def test_closed_by_a_person_it_stays_closed_until_there_is_something_new(
    world: World, github: FakeGitHub
) -> None:
    world.pr()
    github.pulls[0]["state"] = "closed"
    done = world.pr()
    assert (done.returncode, len(github.pulls)) == (0, 1)
    assert done.stderr.startswith("Left alone: a person has closed it")
    world.write("app/other.py", MORE)
    world.commit("another page")
    assert world.pr().stderr == "Opened: refactor/gather\n"
    assert [p["state"] for p in github.pulls] == ["closed", "open"]


def test_after_a_merge_the_branch_serves_the_next_pull_request(
    world: World, github: FakeGitHub
) -> None:
    world.pr()
    tip = world.tip()
    github.pulls[0].update(state="closed", merged_at="2026-01-01T00:00:00Z")
    github.pulls[0]["head"]["sha"] = tip
    git(world.root, "merge", "-q", "--squash", "refactor/gather")
    world.write("app/other.py", MORE)
    world.commit("squashed, and another page")
    assert world.pr().stderr == "Opened: refactor/gather\n"
    assert [p["state"] for p in github.pulls] == ["closed", "open"]


def test_nothing_to_do_is_said(world: World, github: FakeGitHub) -> None:
    world.write("app/pages.py", "one = 1\n")
    world.commit("nothing here")
    done = world.pr()
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Nothing to do: nothing was found that can be rewritten.\n"
    assert world.tip() == ""


def test_a_pull_request_with_nothing_left_is_closed(world: World, github: FakeGitHub) -> None:
    world.pr()
    world.write("app/pages.py", "one = 1\n")
    world.commit("gone")
    kept = world.pr("--keep-open")
    assert (kept.returncode, github.pulls[0]["state"]) == (0, "open")
    narrow = world.pr("app")
    assert (narrow.returncode, github.pulls[0]["state"]) == (0, "open")
    assert world.pr().returncode == 0
    assert github.pulls[0]["state"] == "closed"
    assert len(github.comments[1]) == 1
    world.write("app/pages.py", SOURCE)
    world.commit("back again")
    assert world.pr().stderr == "Opened: refactor/gather\n"


def test_what_people_write_on_the_page_stays(world: World, github: FakeGitHub) -> None:
    world.pr()
    pull = github.pulls[0]
    pull["title"] = "Faster pages"
    pull["body"] = f"Ada likes this.\r\n\r\n{pull['body']}\n\n- [x] read"
    world.write("app/other.py", MORE)
    world.commit("another page")
    assert world.pr().stderr == "Updated: refactor/gather\n"
    assert pull["title"] == "Faster pages"
    assert pull["body"].startswith("Ada likes this.\n\n")
    assert pull["body"].rstrip().endswith("- [x] read")
    assert "app.other.other" in pull["body"]
    assert pull["body"].count("refactor:pr v1") == 1


def test_a_dry_run_writes_nothing_anywhere(world: World, github: FakeGitHub) -> None:
    refs = git(world.root, "for-each-ref"), git(world.bare, "for-each-ref")
    done = world.pr("--dry-run")
    assert done.returncode == 1
    assert done.stdout.startswith("# Run independent awaits of page together\n")
    assert "| `app.pages.page` `app/pages.py:5` | 2 → 1 | safe |" in done.stdout
    assert "+    user, orders = await asyncio.gather(" in done.stdout
    assert "Would push refactor/gather (1 commit, 1 file) to origin" in done.stderr
    assert (git(world.root, "for-each-ref"), git(world.bare, "for-each-ref")) == refs
    assert [c for c in github.calls if not c.startswith("GET")] == []
    without = world.pr("--dry-run", REFACTOR_TOKEN="")
    assert without.returncode == 1
    assert "there is no token" in without.stderr


def test_labels_people_and_drafts(world: World, github: FakeGitHub) -> None:
    words = "--draft --label bug --label odd --reviewer grace --reviewer acme/core --assignee ada"
    done = world.pr(*words.split())
    assert done.returncode == 0
    assert "the repository has no label `odd`" in done.stderr
    assert github.pulls[0]["draft"]
    assert github.labels == {1: ["bug"]}
    assert github.reviews == {1: {"reviewers": ["grace"], "team_reviewers": ["core"]}}
    assert github.assignees == {1: ["ada"]}


def test_the_usual_labels_are_taken_where_they_are(world: World, github: FakeGitHub) -> None:
    world.pr()
    assert github.labels == {1: ["refactor"]}


def test_codeowners_are_asked_on_request(world: World, github: FakeGitHub) -> None:
    world.write(".github/CODEOWNERS", "* @acme/all\n/app/ @grace @acme/core # the app\n")
    world.commit("owners")
    world.pr("--reviewer", "codeowners")
    assert github.reviews == {1: {"reviewers": ["grace"], "team_reviewers": ["core"]}}


def test_without_the_right_to_push_a_fork_is_used(world: World, github: FakeGitHub) -> None:
    github.may_push = False
    assert world.pr().stderr == "Opened: refactor/gather\n"
    assert github.pulls[0]["head"]["label"] == "me:refactor/gather"
    assert world.tip() == ""
    fork = world.hub / "me" / "shop.git"
    pushed = world.tip(bare=fork)
    assert pushed
    assert world.pr().stderr == "Up to date: refactor/gather\n"
    assert (world.tip(bare=fork), len(github.pulls)) == (pushed, 1)


def test_a_token_of_nobody_is_not_taken_for_one_that_may_not_push(
    world: World, github: FakeGitHub
) -> None:
    github.may_push = github.may_pull = False
    assert world.pr().stderr == "Opened: refactor/gather\n"
    assert github.pulls[0]["head"]["label"] == "acme:refactor/gather"


FAILURES = {
    "unauthorized": (Answer(401, {"message": "Bad credentials"}), "does not accept the token"),
    "forbidden": (Answer(403, {"message": "Resource not accessible"}), "Resource not accessible"),
    "limited": (
        Answer(403, {"message": "slow"}, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "7"}),
        "rate limit",
    ),
    "paused": (Answer(429, {"message": "later"}, {"Retry-After": "60"}), "rate limit"),
    "broken": (Answer(502), "server error (502)"),
    "moved": (Answer(307, None, {"Location": "http://127.0.0.1:1/elsewhere"}), "has moved"),
}


@pytest.mark.parametrize("name", sorted(FAILURES))
@pytest.mark.parametrize("when", ["GET", "POST"])
def test_a_failure_is_one_line_and_the_next_run_carries_on(
    world: World, github: FakeGitHub, name: str, when: str
) -> None:
    answer, words = FAILURES[name]
    github.trouble = lambda method, path: answer if method == when else None
    done = world.pr()
    assert done.returncode == 2
    what, advice = done.stderr.splitlines()
    assert what.startswith("error: ")
    assert words in what
    assert "`refactor/gather` and its commits are kept: run again to carry on." in advice
    assert git(world.root, "rev-parse", "refactor/gather")
    github.trouble = lambda method, path: None
    assert world.pr().stderr == "Opened: refactor/gather\n"
    assert len(github.pulls) == 1


def test_a_pull_request_that_was_made_though_no_answer_came_is_found(
    world: World, github: FakeGitHub
) -> None:
    def lost(method: str, path: str) -> Answer | None:
        if method == "POST" and path.endswith("/pulls"):
            payload = {"title": "t", "head": "refactor/gather", "base": "main", "body": "b"}
            github.open("acme", "shop", payload)
            return Answer(504)
        return None

    github.trouble = lost
    assert world.pr().returncode == 2
    github.trouble = lambda method, path: None
    assert world.pr().stderr == "Updated: refactor/gather\n"
    (pull,) = github.pulls
    assert "refactor:pr v1" in pull["body"]


def test_without_a_token_the_work_is_kept(world: World, github: FakeGitHub) -> None:
    done = world.pr(REFACTOR_TOKEN="")
    assert done.returncode == 2
    assert done.stderr.startswith("error: there is no token for 127.0.0.1")
    assert git(world.root, "rev-parse", "refactor/gather")
    assert (world.tip(), github.calls) == ("", [])
    assert world.pr().stderr == "Opened: refactor/gather\n"


def test_a_push_that_is_refused_is_told_in_the_words_of_the_remote(
    world: World, github: FakeGitHub
) -> None:
    hook = world.bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'error: GH006: Protected branch update failed' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = world.pr()
    assert done.returncode == 2
    assert "GH006: Protected branch update failed" in done.stderr.splitlines()[0]
    assert git(world.root, "rev-parse", "refactor/gather")
    hook.unlink()
    assert world.pr().stderr == "Opened: refactor/gather\n"


def test_unsafe_findings_make_a_draft(world: World, github: FakeGitHub) -> None:
    world.write("pyproject.toml", '[tool.refactor]\nconcurrency = "taskgroup"\n')
    world.commit("task groups")
    assert "Nothing to do" in world.pr().stderr
    assert world.pr("--unsafe").stderr == "Opened: refactor/gather\n"
    assert github.pulls[0]["draft"]
    assert "unsafe" in github.pulls[0]["body"]


def test_conventional_subjects_where_the_history_has_them(world: World, github: FakeGitHub) -> None:
    for number in range(3):
        world.write("notes.txt", str(number))
        world.commit(f"fix(app): note {number}")
    assert world.pr("--signoff").returncode == 0
    title = "perf(app): run independent awaits of page together"
    assert github.pulls[0]["title"] == title
    message = git(world.bare, "log", "-1", "--format=%B", world.tip())
    assert message.splitlines()[0] == title
    assert message.endswith("Signed-off-by: Ada <ada@example.org>")


def test_one_pull_request_for_each_package_up_to_a_limit(world: World, github: FakeGitHub) -> None:
    world.write("app/mail/__init__.py", "")
    world.write("app/mail/pages.py", SOURCE)
    world.write("app/shop/__init__.py", "")
    world.write("app/shop/pages.py", SOURCE)
    world.commit("packages")
    done = world.pr("--split", "package", "--max-prs", "2")
    assert done.returncode == 0
    heads = [p["head"]["label"].partition(":")[2] for p in github.pulls]
    assert heads == ["refactor/gather/app", "refactor/gather/app.mail"]
    assert "Waits: there are as many pull requests" in done.stderr
    for branch, path in zip(heads, ("app/pages.py", "app/mail/pages.py"), strict=True):
        assert git(world.bare, "diff", "--name-only", "main", branch) == path
    github.pulls[0]["state"] = "closed"
    github.pulls[0]["merged_at"] = "2026-01-01T00:00:00Z"
    git(world.root, "merge", "-q", "refactor/gather/app")
    git(world.root, "push", "-q", "origin", "main")
    assert world.pr("--split", "package", "--max-prs", "2").returncode == 0
    assert [p["head"]["label"] for p in github.pulls][2:] == ["acme:refactor/gather/app.shop"]


def test_at_most_so_many_findings(world: World, github: FakeGitHub) -> None:
    world.write("app/other.py", MORE)
    world.commit("another page")
    assert world.pr("--max-findings", "1").returncode == 0
    assert git(world.bare, "diff", "--name-only", "main", world.tip()) == "app/other.py"
    assert "1 finding for a later pull request" in github.pulls[0]["body"]


def test_one_pull_request_for_several_patterns(world: World, github: FakeGitHub) -> None:
    done = world.pr("--pattern", "batch", "--split", "none")
    assert done.stderr == "Opened: refactor/gather-batch\n"
    assert world.tip("refactor/gather-batch")


def test_the_template_of_the_repository_is_filled_in(world: World, github: FakeGitHub) -> None:
    world.write(
        ".github/PULL_REQUEST_TEMPLATE.md",
        "## Description\n<!-- tell us -->\n\n## Checklist\n- [ ] tests\n",
    )
    world.commit("template")
    world.pr()
    body = github.pulls[0]["body"]
    assert body.startswith("## Description\n\n<!-- refactor:summary -->\n**What:**")
    assert "- [ ] tests" in body
    assert "tell us" not in body


def test_the_contract_is_held(world: World, github: FakeGitHub) -> None:
    """The contract's check is not blind: a request that breaks it is refused."""
    told = github.handle("POST", "/repos/acme/shop/pulls", {}, json.dumps({"title": "x"}).encode())
    assert told.status == 400
    assert len(github.violations) == 1
    github.violations.clear()


def test_the_same_content_by_somebody_else_needs_no_push(world: World, github: FakeGitHub) -> None:
    world.pr()
    pushed = world.tip()
    done = world.pr(root=world.clone("Grace"))
    assert (done.returncode, done.stderr) == (0, "Up to date: refactor/gather\n")
    assert (world.tip(), github.comments) == (pushed, {})


def test_a_clone_without_history_knows_its_own_commits(world: World, github: FakeGitHub) -> None:
    world.write("notes.txt", "some history")
    world.commit("by Ada, without findings")
    world.pr()
    world.write("app/other.py", MORE)
    world.commit("another page")
    shallow = world.folder / "shallow"
    git(world.folder, "clone", "-q", "--depth", "1", world.bare.as_uri(), str(shallow))
    world.introduce(shallow)
    assert world.pr(root=shallow).stderr == "Updated: refactor/gather\n"


def test_a_partial_clone_fetches_what_it_lacks(world: World, github: FakeGitHub) -> None:
    git(world.bare, "config", "uploadpack.allowFilter", "true")
    partial = world.folder / "partial"
    words = ("clone", "-q", "--no-checkout", "--filter=blob:none", world.bare.as_uri())
    git(world.folder, *words, str(partial))
    world.introduce(partial)
    assert world.pr(root=partial).stderr == "Opened: refactor/gather\n"


def test_a_branch_that_is_checked_out_is_not_moved(world: World, github: FakeGitHub) -> None:
    world.pr()
    world.write("app/other.py", MORE)
    world.commit("another page")
    git(world.root, "switch", "-q", "refactor/gather")
    done = world.pr()
    assert done.returncode == 2
    assert "has to be made anew, and is checked out" in done.stderr
    assert git(world.root, "status", "--porcelain") == ""


def test_a_run_that_is_ended_leaves_no_folder(world: World, github: FakeGitHub) -> None:
    scratch = world.folder / "tmp"
    scratch.mkdir()

    def wait(method: str, path: str) -> Answer | None:
        if method == "GET":
            process.terminate()
        return None

    github.trouble = wait
    process = subprocess.Popen(
        [sys.executable, "-m", "codemods", "pr", "--pattern", "gather", *world.host],
        cwd=world.root,
        env=world.environment(TMPDIR=str(scratch)),
        stderr=subprocess.DEVNULL,
    )
    assert process.wait() == 130
    assert list(scratch.iterdir()) == []
    assert git(world.root, "worktree", "list", "--porcelain").count("worktree ") == 1
    github.trouble = lambda method, path: None
    assert world.pr().returncode == 0
    assert len(github.pulls) == 1


def test_apply_hands_over_to_pr(world: World, github: FakeGitHub) -> None:
    def apply(*words: str) -> Done:
        own = ("apply", "--pattern", "gather", "--pr")
        return world.run(*own, *words, REFACTOR_HOST=world.host[1])

    done = apply("app")
    assert (done.returncode, done.stderr) == (0, "Opened: refactor/gather\n")
    assert len(github.pulls) == 1
    refused = apply("--no-git")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--pr and --no-git do not go together" in refused.stderr


def test_one_pull_request_for_each_owner(world: World, github: FakeGitHub) -> None:
    world.write("mail/pages.py", SOURCE)
    world.write("CODEOWNERS", "/app/ @acme/core\n")
    world.commit("owners")
    done = world.pr("--split", "codeowner", "--branch-prefix", "bot/", "--reviewer", "codeowners")
    assert done.returncode == 0
    heads = [p["head"]["label"].partition(":")[2] for p in github.pulls]
    assert heads == ["bot/gather/acme-core", "bot/gather/unowned"]
    assert github.reviews == {1: {"team_reviewers": ["core"]}}


def test_an_open_pull_request_is_not_moved_to_another_base(
    world: World, github: FakeGitHub
) -> None:
    world.pr()
    pushed = world.tip()
    git(world.root, "push", "-q", "origin", "main:next")
    done = world.pr("--base", "next")
    assert done.returncode == 2
    assert "goes into `main`, not into `next`" in done.stderr
    assert world.tip() == pushed


def test_a_hook_that_refuses_the_commit_is_told(world: World, github: FakeGitHub) -> None:
    hook = world.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'no commits on Fridays' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = world.pr()
    assert done.returncode == 2
    assert done.stderr.startswith("error: git commit failed: no commits on Fridays")
    assert (world.tip(), github.pulls) == ("", [])


def test_a_branch_in_the_way_of_a_name_is_told(world: World, github: FakeGitHub) -> None:
    world.pr()
    done = world.pr("--split", "package")
    assert done.returncode == 2
    assert "the branch `refactor/gather/app` cannot be made" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--remote", "elsewhere"), "no remote `elsewhere`"),
        (("--base", "odd"), "`origin` has no branch `odd`"),
        (("--token-env", "ODD"), "ODD holds no token"),
        (("--host", "odd"), "`odd` is not a host that is known"),
        (("--template", "odd"), "there is no pull request template `odd`"),
        (("missing.py",), "missing.py is not on `main`"),
        (("..",), "is not in a git repository"),
        ((".", "/"), "is not in a git repository"),
        (("--pattern", "gahter"), "unknown pattern `gahter`"),
    ],
)
def test_what_cannot_be_is_one_line(
    world: World, github: FakeGitHub, words: tuple[str, ...], told: str
) -> None:
    done = world.pr(*words)
    assert (done.returncode, done.stdout) == (2, "")
    what, *advice = done.stderr.splitlines()
    assert told in what
    assert len(advice) <= 1
    assert world.tip() == ""


def test_the_remote_may_not_be_there(world: World, github: FakeGitHub) -> None:
    world.bare.rename(world.hub / "gone.git")
    done = world.pr()
    assert done.returncode == 2
    assert done.stderr.startswith("error: git cannot reach `origin`")


def test_a_codemod_of_somebody_else_goes_the_same_way(world: World, github: FakeGitHub) -> None:
    world.write("app/texts.py", 'text = "{}".format(3)\n')
    world.commit("a text")
    codemod = "libcst.codemod.commands.convert_format_to_fstring:ConvertFormatStringCommand"
    first = world.run("pr", "--codemod", codemod, *world.host)
    assert (first.returncode, first.stderr) == (0, "Opened: refactor/convert-format-string\n")
    (pull,) = github.pulls
    assert pull["draft"]
    assert f"refactor apply --codemod {codemod}" in pull["body"]
    assert "round trips" not in pull["body"].partition("How sure")[0]
    again = world.run("apply", "--codemod", codemod, "--pr")
    assert again.returncode == 2  # `apply` has no --host, and the address says nothing
    second = world.run("pr", "--codemod", codemod, *world.host)
    assert second.stderr == "Up to date: refactor/convert-format-string\n"
    assert len(github.pulls) == 1
