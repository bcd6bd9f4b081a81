"""`refactor undo`"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from codemods.errors import RefactorError


@click.command("undo")
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--debug", is_flag=True, hidden=True)
def command(path: Path, debug: bool) -> None:
    """Take the last apply back: its branch, or the files it wrote.

    Refuses, and changes nothing, when somebody has committed on the branch or changed the files
    since.
    """
    from codemods.cli.workplace import tidy
    from codemods.delivery.git import Repository
    from codemods.delivery.notes import branch_note, files_note
    from codemods.delivery.undo import undo_branch, undo_files
    from codemods.project.cache import Cache
    from codemods.project.files import find_root

    root = find_root((path,))
    folder = Cache(root, "").folder
    files = files_note(folder)
    repository, branch = None, None
    with suppress(RefactorError):  # without git, there may still be files to take back
        repository = Repository(root)
    if repository is not None:
        if tidy(repository):
            return  # that was the last apply
        branch = branch_note(repository.git.folder)
    if repository is not None and branch is not None and (not files or files.time < branch.time):
        place = undo_branch(repository, branch)
        click.echo(f"Took back {branch.branch} ({_count(len(branch.commits), 'commit')}).")
        click.echo(f"You are on {place}.", err=True)
        for name in repository.remote_copies(branch.branch):
            click.echo(f"It was pushed: {name} is still there.", err=True)
    elif files is not None:
        count = undo_files(root, folder, files)
        click.echo(f"Took back {_count(count, 'file')}.")
    else:
        raise RefactorError(
            "there is no apply to take back",
            "What `apply` did with --no-git and --no-cache, or before `clean`, is not known.",
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
