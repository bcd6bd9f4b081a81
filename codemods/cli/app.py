"""The command line: commands by name, each loaded only when it is used."""

from __future__ import annotations

import importlib
import io
import os
import signal
import sys
from typing import Any, NoReturn

import click

from codemods import __version__
from codemods.errors import INTERNAL, USAGE, RefactorError

_COMMANDS = {
    "scan": "Find what could be faster or safer; change nothing.",
    "apply": "Rewrite the code, prove it, and commit it on a branch.",
    "report": "Write an audit as a page, a document or data.",
    "undo": "Take the last apply back.",
    "review": "Look at every finding on a full screen, decide, then apply.",
    "pr": "Open a pull request with the rewritten code, or bring it up to date.",
    "init": "Put settings, a CI workflow and a pre-commit hook into a project.",
    "patterns": "List what can be found and rewritten.",
    "explain": "Explain a pattern, a finding, or why a line is left alone.",
    "clean": "Remove the cache.",
}


class _Commands(click.Group):
    """Imports a command's module when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f"codemods.cli.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            if near:
                raise click.UsageError(f"{error.message} Did you mean `{near[0]}`?", ctx) from None
            raise

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RefactorError as error:
            click.echo(f"error: {error.what}", err=True)
            if error.advice:
                click.echo(f"  {error.advice}", err=True)
            ctx.exit(error.exit_code)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Examples: `refactor scan`, `refactor apply --pattern gather --dry-run src`.",
)
@click.version_option(__version__, prog_name="refactor", message="%(prog)s %(version)s")
def main() -> None:
    """Find code that talks to a database or a network one round trip at a time, and rewrite it."""
    import logging

    # What a library warns of, such as SQL that it reads in part, is no message for the person.
    logging.getLogger().addHandler(logging.NullHandler())


def run() -> NoReturn:
    """Run the command line and leave with its exit code; no traceback without --debug."""
    debug = "--debug" in sys.argv
    _end_cleanly_when_told()
    _write_any_name()
    try:
        code = main.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if debug:
            raise
        click.echo(f"internal error: {type(error).__name__}: {error}", err=True)
        click.echo("  Run again with --debug to see where; please report it.", err=True)
        sys.exit(INTERNAL)


def _end_cleanly_when_told() -> None:
    """Told to end, a run cleans up as it does for Ctrl-C."""

    def interrupt(number: int, frame: object) -> NoReturn:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What `nohup` has switched off stays off.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, interrupt)


def _write_any_name() -> None:
    """File names and messages that the encoding of the output cannot hold come out all the same."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            whole = stream.encoding.lower().replace("_", "-") in ("utf-8", "utf8")
            stream.reconfigure(errors="surrogateescape" if whole else "backslashreplace")
