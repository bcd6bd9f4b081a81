"""`refactor clean`"""

from __future__ import annotations

import shutil
from pathlib import Path

import click


@click.command("clean")
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--debug", is_flag=True, hidden=True)
def command(path: Path, debug: bool) -> None:
    """Remove the project's cache."""
    from codemods.project.cache import Cache
    from codemods.project.files import find_root

    folder = Cache(find_root((path,)), "").folder
    if folder.is_dir():
        shutil.rmtree(folder)
        click.echo(f"removed {folder}")
    else:
        click.echo("there is no cache")
