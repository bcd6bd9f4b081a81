"""`refactor patterns`"""

from __future__ import annotations

import click


@click.command("patterns")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report."
)
@click.option("--debug", is_flag=True, hidden=True)
def command(form: str, debug: bool) -> None:
    """List what can be found and rewritten, and the libraries that are known."""
    import json

    from codemods.libraries.catalogue import shipped
    from codemods.pipeline import load_pattern, pattern_names, summary_of

    libraries = sorted(name for name, d in shipped().items() if not d.get("always"))
    rows = []
    for name in pattern_names():
        module = load_pattern(name)
        rows.append(
            {
                "name": name,
                "summary": summary_of(name),
                "verdicts": list(module.VERDICTS),
                "libraries": libraries,
            }
        )
    if form == "json":
        click.echo(json.dumps({"version": 1, "patterns": rows}, indent=2))
        return
    for row in rows:
        click.echo(f"{row['name']}: {row['summary']}")
        click.echo(f"  verdicts: {', '.join(row['verdicts'])}")
    click.echo(f"libraries: {', '.join(libraries)}")
