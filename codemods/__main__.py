"""`refactor` and `python -m codemods`."""

from codemods.cli.app import run


def main() -> None:
    """The console command."""
    run()


if __name__ == "__main__":
    main()
