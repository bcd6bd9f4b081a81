"""`refactor pr` on GitLab and Forgejo: push options open the request, REST gives it its text."""

from __future__ import annotations

from fake_forges import FakeForgejo, FakeGitLab
from fake_github import git
from pr_world import SOURCE, World

MORE = SOURCE.replace("page", "other")
TITLE = "Run independent awaits of page together"


def test_gitlab_opens_by_push_and_is_updated(world: World, gitlab: FakeGitLab) -> None:
    first = world.pr("--label", "fast", "--reviewer", "grace", "--draft")
    assert (first.returncode, first.stderr) == (0, "Opened: refactor/gather\n")
    assert first.stdout == "https://gitlab.example/acme/shop/-/merge_requests/1\n"
    ((reference, commit, options),) = gitlab.pushes()
    assert (reference, commit) == ("refs/heads/refactor/gather", world.tip())
    assert options["merge_request.target"] == "main"
    assert options["merge_request.title"] == f"Draft: {TITLE}"
    assert options["merge_request.label"] == "fast"
    assert "**What:**" in options["merge_request.description"]
    (request,) = gitlab.requests
    assert "### Proof" in request["description"]
    assert request["reviewer_ids"] == [42]
    assert world.pr().stderr == "Up to date: refactor/gather\n"
    assert len(gitlab.pushes()) == 1
    world.write("app/other.py", MORE)
    world.commit("another page")
    assert world.pr().stderr == "Updated: refactor/gather\n"
    assert [r["title"] for r in gitlab.requests] == [
        "Draft: Run independent awaits together in 2 places"
    ]
    assert gitlab.tokens == {"Bearer s3cret-t0ken-of-ada"}


def test_gitlab_without_a_token_does_it_all_by_push(world: World, gitlab: FakeGitLab) -> None:
    first = world.pr(REFACTOR_TOKEN="")
    assert (first.returncode, first.stderr) == (0, "Opened: refactor/gather\n")
    assert first.stdout == "https://gitlab.example/acme/shop/-/merge_requests/1\n"
    assert world.pr(REFACTOR_TOKEN="").stderr == "Up to date: refactor/gather\n"
    world.write("notes.txt", "the base moves")
    world.commit("notes")
    assert world.pr(REFACTOR_TOKEN="").stderr == "Updated: refactor/gather\n"
    options = [o for reference, _, o in gitlab.pushes() if reference.endswith("/gather")]
    first_push, second_push = options
    assert "merge_request.create" in first_push
    assert "merge_request.create" not in second_push
    assert gitlab.calls == []


def test_gitlab_is_told_the_summary_wherever_the_template_has_it(
    world: World, gitlab: FakeGitLab
) -> None:
    world.write(".gitlab/merge_request_templates/Default.md", "Rules\n\n## What changes\n")
    world.commit("template")
    world.pr()
    ((_, _, options),) = [p for p in gitlab.pushes() if p[0].endswith("/gather")]
    assert options["merge_request.description"].startswith("**What:**")
    assert gitlab.requests[0]["description"].startswith("Rules\n")


def test_gitlab_commits_of_others_stay(world: World, gitlab: FakeGitLab) -> None:
    world.pr()
    other = world.clone("Grace")
    git(other, "switch", "-q", "refactor/gather")
    git(other, "commit", "-q", "--allow-empty", "-m", "mine")
    git(other, "push", "-q", "origin", "HEAD")
    theirs = world.tip()
    world.write("app/other.py", MORE)
    world.commit("another page")
    assert [world.pr().returncode for _ in range(2)] == [1, 1]
    assert world.tip() == theirs
    assert len(gitlab.said) == 1


def test_gitlab_closed_by_a_person_stays_closed(world: World, gitlab: FakeGitLab) -> None:
    world.pr()
    gitlab.requests[0]["state"] = "closed"
    assert world.pr().stderr.startswith("Left alone")
    assert len(gitlab.requests) == 1


def test_gitlab_makes_by_rest_what_a_push_did_not(world: World, gitlab: FakeGitLab) -> None:
    world.pr()
    gitlab.requests.clear()
    assert world.pr().stderr == "Opened: refactor/gather\n"
    assert len(gitlab.pushes()) == 1
    (request,) = gitlab.requests
    assert "### Proof" in request["description"]


def test_forgejo_opens_by_push_and_is_updated(world: World, forgejo: FakeForgejo) -> None:
    first = world.pr("--reviewer", "grace", "--assignee", "ada", "--label", "odd")
    assert first.returncode == 0
    assert first.stderr.splitlines() == [
        "Opened: refactor/gather",
        "  the repository has no label `odd`",
    ]
    assert first.stdout == "https://forgejo.example/acme/shop/pulls/1\n"
    ((reference, commit, options),) = [p for p in forgejo.pushes() if "/for/" in p[0]]
    assert (reference, options["topic"]) == ("refs/for/main", "refactor/gather")
    assert options["title"] == TITLE
    assert commit == git(world.root, "rev-parse", "refactor/gather")
    assert world.tip() == ""
    assert {"reviewers": ["grace"]} in forgejo.asked
    assert world.pr().stderr == "Up to date: refactor/gather\n"
    world.write("app/other.py", MORE)
    world.commit("another page")
    assert world.pr().stderr == "Updated: refactor/gather\n"
    (request,) = forgejo.requests
    assert request["title"] == "Run independent awaits together in 2 places"
    assert "### Proof" in request["body"]
    assert forgejo.pushes()[-1][2] == {"topic": "refactor/gather", "force-push": "true"}


def test_forgejo_commits_of_others_stay(world: World, forgejo: FakeForgejo) -> None:
    world.pr()
    other = world.clone("Grace")
    git(other, "fetch", "-q", "origin", "refs/pull/1/head")
    git(other, "switch", "-q", "--detach", "FETCH_HEAD")
    git(other, "commit", "-q", "--allow-empty", "-m", "mine")
    git(other, "push", "-q", "origin", "HEAD:refs/pull/1/head")
    world.write("app/other.py", MORE)
    world.commit("another page")
    assert world.pr().returncode == 1
    assert git(world.bare, "log", "-1", "--format=%s", "refs/pull/1/head") == "mine"
    assert len(forgejo.said) == 1


def test_forgejo_without_a_token_never_forces(world: World, forgejo: FakeForgejo) -> None:
    assert world.pr(REFACTOR_TOKEN="").stderr == "Opened: refactor/gather\n"
    assert all("force-push" not in options for _, _, options in forgejo.pushes())
    assert forgejo.calls == []


def test_a_remote_that_takes_no_push_options_says_so(world: World, gitlab: FakeGitLab) -> None:
    git(world.bare, "config", "receive.advertisePushOptions", "false")
    done = world.pr()
    assert done.returncode == 2
    assert "takes no push options" in done.stderr
