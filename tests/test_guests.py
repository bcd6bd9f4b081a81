"""Codemods that others wrote, from the command line, in real git repositories."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tool_process import run_text

ROOT = Path(__file__).parent.parent
COMMANDS = "libcst.codemod.commands"
FSTRINGS = f"{COMMANDS}.convert_format_to_fstring:ConvertFormatStringCommand"
RENAME = f"{COMMANDS}.rename:RenameCommand"

# Goes wrong in the way that the name of the file says; elsewhere it turns every 1 into a 2.
NASTY = """
import os
import signal
import subprocess
import sys
import time

import libcst as cst
from libcst.codemod import SkipFile, VisitorBasedCodemodCommand
from libcst.metadata import FullyQualifiedNameProvider


class Breaks(cst.CSTTransformer):
    def leave_Name(self, original_node, updated_node):
        return updated_node.with_changes(value="class")


class NastyCommand(VisitorBasedCodemodCommand):
    DESCRIPTION = "Goes wrong."

    def leave_Integer(self, original_node, updated_node):
        return updated_node.with_changes(value="2") if original_node.value == "1" else updated_node

    def transform_module_impl(self, tree):
        match os.path.basename(self.context.filename).removesuffix(".py"):
            case "crashes":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "vanishes":
                os._exit(7)
            case "hangs":
                child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
                with open(os.environ["CHILD"], "w") as file:
                    file.write(str(child.pid))
                while True:
                    time.sleep(1)
            case "leaves":
                sys.exit(3)
            case "raises":
                raise ValueError("not this one")
            case "asks":
                input("May I? ")
            case "devours":
                bytes(16 << 30)
            case "breaks":
                return tree.visit(Breaks())
            case "doubles":
                return tree.with_changes(footer=[*tree.footer, cst.EmptyLine(comment=cst.Comment("# x"))])
            case "declines":
                raise SkipFile("not my kind")
            case "warns":
                self.warn("look here")
            case "prints":
                print("noise")
                os.write(1, b"noise")
                os.write(2, b"noise")
                with open(self.context.filename, "w") as file:
                    file.write("noise")
        return super().transform_module_impl(tree)


class PickyCommand(VisitorBasedCodemodCommand):
    @staticmethod
    def add_args(parser):
        parser.add_argument("number", type=int)
        parser.add_argument("--deep", action="store_true")

    def __init__(self, context, number, deep):
        super().__init__(context)
        if number > 9:
            raise ValueError("one digit only")
        self.number = str(number * (10 if deep else 1))

    def leave_Integer(self, original_node, updated_node):
        return updated_node.with_changes(value=self.number)


class FullCommand(VisitorBasedCodemodCommand):
    METADATA_DEPENDENCIES = (FullyQualifiedNameProvider,)

    def visit_FunctionDef(self, node):
        names = sorted(n.name for n in self.get_metadata(FullyQualifiedNameProvider, node))
        context = self.context
        self.warn(" ".join([*names, context.full_module_name, context.full_package_name]))


class NoCommand:
    pass
"""


def git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def refactor(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([env.pop("first_path", ""), str(ROOT), str(root.parent / "house")])
    env = {**os.environ, "PYTHONPATH": path.strip(os.pathsep), **env}
    return run_text(root, *words, env=env, errors="surrogateescape")


def apply(root: Path, codemod: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    processes = [] if "--jobs" in words else ["--jobs", "1"]
    return refactor(root, "apply", "--codemod", codemod, *processes, *words, **env)


def script(root: Path, text: str, name: str = "change.py") -> str:
    """Writes a Bowler script beside the project."""
    path = root.parent / "house" / name
    path.write_text(text, encoding="utf-8")
    return f"bowler:{path}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "app").mkdir(parents=True)
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "nasty.py").write_text(NASTY, encoding="utf-8")
    (root / "app" / "__init__.py").write_text("")
    (root / "app" / "one.py").write_text('def one(x):\n    return "{} {}".format(x, 1)\n')
    (root / "app" / "two.py").write_text("from app.one import one\n\nprint(one(1))\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    git(root, "config", "commit.gpgsign", "false")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "start")
    return root


def state(root: Path) -> tuple[str, str, dict[str, bytes]]:
    files = {
        str(p): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if ".git" not in p.parts and p.is_file()
    }
    return git(root, "for-each-ref"), git(root, "status", "--porcelain"), files


# -- the way of a change ------------------------------------------------------------------------------


def test_a_dry_run_prints_what_git_applies(project: Path) -> None:
    before = state(project)
    done = apply(project, FSTRINGS, "--dry-run")
    assert done.returncode == 1
    assert state(project) == before
    assert done.stderr == "1 place would change in 1 file.\n"
    (project.parent / "x.patch").write_text(done.stdout)
    git(project, "apply", "../x.patch")
    assert (project / "app" / "one.py").read_text().endswith('f"{x} {1}"\n')


def test_apply_commits_once_on_a_branch_of_its_own(project: Path) -> None:
    done = apply(
        project,
        RENAME,
        "--format",
        "json",
        "--",
        "--old_name",
        "app.one.one",
        "--new_name=app.one.uno",
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    (finding,) = report["findings"]
    assert (finding["pattern"], finding["path"]) == ("rename", "app/two.py")
    assert (finding["verdict"], finding["applied"]) == ("unsafe", True)
    assert any("means the same" in fact for fact in finding["missing"])
    assert report["branch"] == "refactor/rename"
    assert report["commits"] == [git(project, "rev-parse", "HEAD")]
    assert git(project, "show", "--name-only", "--format=") == "app/two.py"
    message = git(project, "log", "-1", "--format=%B")
    assert message.startswith("Apply rename to two\n")
    unfolded = " ".join(message.replace("\\\n", " ").split())
    assert f"refactor apply --codemod {RENAME} -- --old_name app.one.one" in unfolded
    assert f"Refactor-Findings: {finding['id']}" in message
    assert (project / "app" / "two.py").read_text() == "from app.one import uno\n\nprint(uno(1))\n"
    again = apply(project, RENAME, "--", "--old_name", "app.one.one", "--new_name", "app.one.uno")
    assert again.returncode == 0
    assert "Nothing to change" in again.stderr
    assert git(project, "rev-parse", "HEAD") == report["commits"][0]


def test_a_second_run_on_the_same_base_finds_the_same(project: Path) -> None:
    one, two = (
        json.loads(apply(project, FSTRINGS, "--dry-run", "--format", "json").stdout) for _ in "12"
    )
    assert one == two
    assert one["findings"]


def test_without_git_only_the_files_change(project: Path) -> None:
    done = apply(project, FSTRINGS, "--no-git")
    assert done.returncode == 0, done.stderr
    assert git(project, "status", "--porcelain") == "M app/one.py"
    assert git(project, "for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_paths_and_excludes_narrow_the_run(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.refactor]\nexclude = ["app/one.py"]\n')
    assert apply(project, "nasty:NastyCommand", "app/one.py", "--dry-run").stdout.count("+++ ") == 1
    assert apply(project, "nasty:NastyCommand", "app", "--dry-run").stdout.count("+++ ") == 1
    git(project, "commit", "-q", "--allow-empty", "-m", "later")
    (project / "app" / "new.py").write_text("ONE = 1\n")
    since = apply(project, "nasty:NastyCommand", "--since", "HEAD", "--dry-run").stdout
    assert "app/new.py" in since
    assert "app/two.py" not in since


def test_dirty_files_are_not_touched(project: Path) -> None:
    (project / "app" / "one.py").write_text("ONE = 1\n")
    done = apply(project, "nasty:NastyCommand")
    assert done.returncode == 2
    assert "uncommitted changes in files to be rewritten: app/one.py" in done.stderr


def test_a_comment_keeps_the_codemod_away(project: Path) -> None:
    (project / "app" / "one.py").write_text("ONE = 1  # refactor: ignore[nasty] -- it is one\n")
    (project / "app" / "two.py").write_text("ONE = 1  # refactor: ignore[gather]\n")
    done = apply(project, "nasty:NastyCommand", "--dry-run")
    assert "+++ b/app/two.py" in done.stdout
    assert "app/one.py" not in done.stdout
    assert "skipped app/one.py: a comment keeps `nasty` from line 1" in done.stderr


# -- guests that go wrong -----------------------------------------------------------------------------


GOES_WRONG = {
    "crashes": "its process ended with SIGSEGV",
    "vanishes": "its process ended with exit code 7",
    "leaves": "it ended with sys.exit(3)",
    "raises": "ValueError: not this one (nasty.py:",
    "asks": "EOFError",
    "breaks": "its new text does not parse: line 1",
    "doubles": "a second run would change it again",
    "unreadable": "LibCST cannot read line 2",
    "binary": "holds NUL bytes",
}


@pytest.mark.parametrize("processes", ["1", "4"])
def test_what_goes_wrong_is_named_and_the_others_go_on(project: Path, processes: str) -> None:
    ends = {"unreadable": "def f(:\n", "binary": "\0"}
    for name in GOES_WRONG:
        (project / "app" / f"{name}.py").write_text(f"ONE = 1\n{ends.get(name, '')}")
    done = apply(project, "nasty:NastyCommand", "--no-git", "--jobs", processes)
    assert done.returncode == 0, done.stderr
    said = done.stderr.splitlines()
    for name, reason in GOES_WRONG.items():
        assert any(line.startswith(f"skipped app/{name}.py: {reason}") for line in said), name
        text = f"ONE = 1\n{ends.get(name, '')}"
        assert (project / "app" / f"{name}.py").read_text() == text
    assert len(said) == len(GOES_WRONG) + 1
    assert said[-1] == "Changed 2 places in 2 files."
    assert (project / "app" / "two.py").read_text().endswith("print(one(2))\n")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the system's own means")
def test_a_codemod_that_wants_all_memory_gets_an_error(project: Path) -> None:
    (project / "app" / "devours.py").write_text("ONE = 1\n")
    done = apply(project, "nasty:NastyCommand", "--dry-run")
    assert "skipped app/devours.py: it wanted more than 4 GB of memory" in done.stderr
    assert done.stdout.count("+++ ") == 2


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_codemod_that_hangs_is_ended_with_all_it_has_started(project: Path) -> None:
    (project / "app" / "hangs.py").write_text("ONE = 1\n")
    child = project.parent / "child"
    done = apply(project, "nasty:NastyCommand", "--dry-run", "--timeout", "20", CHILD=str(child))
    assert done.returncode == 1
    assert "skipped app/hangs.py: it took longer than 20 s" in done.stderr
    assert done.stdout.count("+++ ") == 2
    _until(lambda: _is_gone(child))


def test_what_a_codemod_prints_or_writes_goes_nowhere(project: Path) -> None:
    (project / "app" / "prints.py").write_text("ONE = 1\n")
    before = state(project)
    done = apply(project, "nasty:NastyCommand", "--dry-run")
    assert "noise" not in done.stdout + done.stderr
    assert "+++ b/app/prints.py" in done.stdout
    assert state(project) == before


def test_what_a_codemod_says_of_a_file_is_passed_on(project: Path) -> None:
    for name in ("declines", "warns"):
        (project / "app" / f"{name}.py").write_text("ONE = 1\n")
    done = apply(project, "nasty:NastyCommand", "--dry-run", "--format", "json", "--verbose")
    report = json.loads(done.stdout)
    warned = next(f for f in report["findings"] if f["path"] == "app/warns.py")
    assert warned["evidence"] == ["Goes wrong.", "the codemod says: look here"]
    (refused,) = report["refusals"]
    assert (refused["path"], refused["reason"]) == (
        "app/declines.py",
        "the codemod says: not my kind",
    )


def test_an_edit_that_is_not_stable_waits_for_consent(project: Path) -> None:
    (project / "app" / "doubles.py").write_text("ONE = 1\n")
    done = apply(project, "nasty:NastyCommand", "--unsafe", "--format", "json", "--no-git")
    finding = next(f for f in json.loads(done.stdout)["findings"] if f["path"] == "app/doubles.py")
    assert finding["missing"][1] == "a second run would change it again"
    assert (project / "app" / "doubles.py").read_text() == "ONE = 1\n# x\n"


def test_debug_shows_where_a_codemod_failed(project: Path) -> None:
    (project / "app" / "raises.py").write_text("ONE = 1\n")
    done = apply(project, "nasty:NastyCommand", "--dry-run", "--debug")
    assert "Traceback" in done.stderr
    assert 'raise ValueError("not this one")' in done.stderr


# -- naming a guest, and its arguments ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--codemod", "nasty"], "`nasty` does not name a codemod"),
        (["--codemod", "nothing_here:Command"], "cannot import `nothing_here`"),
        (["--codemod", "nasty:NastyComand"], "Did you mean `NastyCommand`?"),
        (["--codemod", "nasty:NoCommand"], "is not a LibCST command"),
        (["--codemod", "bowler:none.py"], "there is no script `none.py`"),
        (["--codemod", RENAME], "arguments are required: --old_name, --new_name"),
        (["--codemod", RENAME, "--", "--older", "x"], "required: --old_name"),
        (["--codemod", FSTRINGS, "--codemod-arg", "deep=1"], "unrecognized argument: deep"),
        (["--codemod", FSTRINGS, "--", "more"], "unrecognized arguments: more"),
        (["--codemod", FSTRINGS, "--codemod-arg", "=1"], "`=1` is no argument for a codemod"),
        (["--codemod", "nasty:PickyCommand", "--", "x"], "invalid int value: 'x'"),
        (["--codemod", "nasty:PickyCommand", "--", "12"], "one digit only"),
        (
            ["--codemod", "nasty:PickyCommand", "--codemod-arg", "deep=2", "--", "1"],
            "is true or false, not '2'",
        ),
        (["--codemod", FSTRINGS, "--pattern", "gather"], "do not go together"),
        (["--pattern", "gather", "--codemod-arg", "a=1"], "--codemod-arg and --timeout are for"),
        ([], "Missing option '--pattern' (or '--codemod')"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(project: Path, words: list[str], said: str) -> None:
    before = state(project)
    done = refactor(project, "apply", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert state(project) == before


@pytest.mark.parametrize(
    "words",
    [
        ["--codemod-arg", "number=4", "--codemod-arg", "deep"],
        ["--codemod-arg", "number=4", "--codemod-arg", "deep=true"],
        ["--codemod-arg", "deep=yes", "--", "4"],
        ["--", "--deep", "4"],
    ],
)
def test_arguments_pass_through(project: Path, words: list[str]) -> None:
    done = apply(project, "nasty:PickyCommand", "app/two.py", "--no-git", *words)
    assert done.returncode == 0, done.stderr
    assert (project / "app" / "two.py").read_text().endswith("print(one(40))\n")


def test_a_codemod_says_what_it_takes(project: Path) -> None:
    done = apply(project, RENAME, "--", "--help")
    assert done.returncode == 0
    assert "--old_name OLD_NAME" in done.stdout


def test_a_codemod_that_cannot_be_loaded_is_an_error(project: Path) -> None:
    house = project.parent / "house"
    for text, said in (
        ("1 / 0", "cannot be loaded: ZeroDivisionError: division by zero (odd.py:1)"),
        ("import os\nos._exit(3)", "could not be loaded: its process ended with exit code 3"),
        ("while True: pass", "could not be loaded: it took longer than 3 s"),
    ):
        (house / "odd.py").write_text(text)
        words = ["--timeout", "3"] if "while" in text else []
        done = apply(project, "odd:Command", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_codemods_of_the_project_itself_are_found(project: Path) -> None:
    (project / "tools").mkdir()
    (project / "tools" / "ours.py").write_text(NASTY)
    done = refactor(
        project / "app", "apply", "--codemod", "tools.ours:NastyCommand", ".", "--no-git"
    )
    assert done.returncode == 0, done.stderr
    assert (project / "app" / "two.py").read_text().endswith("print(one(2))\n")
    assert not list((project / "tools").glob("__pycache__"))


def test_settings_cannot_name_a_codemod(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.refactor]\ncodemod = "nasty:NastyCommand"\n')
    done = refactor(project, "apply", "--pattern", "gather")
    assert done.returncode == 2
    assert "unknown setting `codemod`" in done.stderr


def test_a_codemod_knows_the_names_that_modules_are_imported_by(project: Path) -> None:
    for folder in ("src/deep", "src/deep/inner"):
        (project / folder).mkdir(parents=True)
        (project / folder / "__init__.py").write_text("def f(): ...\n")
    (project / "src" / "deep" / "mod.py").write_text("def g(): ...\n")
    done = apply(project, "nasty:FullCommand", "src", "--dry-run", "--format", "json", "-v")
    assert [refused["reason"] for refused in json.loads(done.stdout)["refusals"]] == [
        "the codemod says: deep.f deep deep",
        "the codemod says: deep.inner.f deep.inner deep.inner",
        "the codemod says: deep.mod.g deep.mod deep",
    ]


def test_code_that_is_deeply_nested_for_a_parser_is_read(project: Path) -> None:
    lines = "".join(f"    elif x == {n}:\n        return {n}\n" for n in range(400))
    before = f"def f(x):\n    if x == 0:\n        return '{{}}'.format(x)\n{lines}"
    (project / "app" / "long.py").write_text(before)
    done = apply(project, FSTRINGS, "--no-git")
    assert done.returncode == 0, done.stderr
    after = before.replace("'{}'.format(x)", "f'{x}'")
    assert (project / "app" / "long.py").read_text() == after


def test_links_to_files_of_the_project_are_written_once(project: Path) -> None:
    (project / "app" / "link.py").symlink_to("two.py")
    done = apply(project, "nasty:NastyCommand", "--no-git")
    assert done.returncode == 0, done.stderr
    assert "Changed 2 places in 2 files." in done.stderr
    assert (project / "app" / "link.py").is_symlink()
    assert (project / "app" / "two.py").read_text().endswith("print(one(2))\n")


# -- bytes ----------------------------------------------------------------------------------------------

_BYTES = {
    "crlf.py": b'def one(x):\r\n    return "{} 1".format(x)\r\n',
    "bom.py": b'\xef\xbb\xbfdef one(x):\n    return "\xc3\xa9{}".format(x)\n',
    "latin.py": b'# coding: latin-1\ndef one(x):\n    return "\xe9 {}".format(x)\n',
    "open.py": b'def one(x):\n    return "{} 1".format(x)',
    "form.py": b'A = 1\n\x0c\ndef one(x):\n    return "{} 1".format(x)\n',
}


@pytest.mark.parametrize("kind", ["libcst", "bowler"])
def test_encodings_marks_and_line_ends_stay(project: Path, kind: str) -> None:
    for name, data in _BYTES.items():
        (project / "app" / name).write_bytes(data)
    text = 'from bowler import Query\nQuery().select_function("one").rename("uno").write()\n'
    place = FSTRINGS if kind == "libcst" else script(project, text)
    done = apply(project, place, "app", "--no-git")
    assert done.returncode == 0, done.stderr
    for name, data in _BYTES.items():
        if kind == "libcst":
            expected = data.replace(b"{}", b"{x}").replace(b".format(x)", b"")
            expected = expected.replace(b'return "', b'return f"')
        else:
            expected = data.replace(b"def one", b"def uno")
        assert (project / "app" / name).read_bytes() == expected, name


# -- Bowler scripts ---------------------------------------------------------------------------------------

_QUERY = 'Query({paths}).select_function("one").rename("uno")'


@pytest.mark.parametrize(
    "text",
    [
        "query = " + _QUERY,
        _QUERY + ".execute(write=True, interactive=True)",
        _QUERY + ".diff(interactive=True)",
        _QUERY + ".idiff()",
        _QUERY + ".write()",
        _QUERY + ".silent()",
        "def main():\n    " + _QUERY + ".execute()",
        "def query():\n    return " + _QUERY,
        "def change() -> Query:\n    return " + _QUERY,
        "if __name__ == '__main__':\n    " + _QUERY + ".write()",
        "import sys\nsys.exit(" + _QUERY + ".write().retcode)",
        _QUERY + ".write()\nprint('done')",
        _QUERY.replace("uno", "eins")
        + ".write()\n"
        + _QUERY.replace('"one"', '"eins"')
        + ".write()",
    ],
)
def test_every_kind_of_bowler_script_is_run(project: Path, text: str) -> None:
    _renames(project, text.replace("{paths}", ""))


@pytest.mark.parametrize(
    "paths", ["'app'", "['./app', 'nowhere']", "'.', 'app/one.py'", "ABSOLUTE"]
)
def test_paths_in_a_script_count_from_the_root(project: Path, paths: str) -> None:
    _renames(
        project, _QUERY.format(paths=paths.replace("ABSOLUTE", repr(str(project)))) + ".write()"
    )


def _renames(project: Path, text: str) -> None:
    before = state(project)
    done = apply(project, script(project, f"from bowler import Query\n{text}\n"), "--dry-run")
    assert (done.returncode, done.stderr) == (1, "2 places would change in 2 files.\n")
    assert state(project) == before
    assert "\n-def one(x):\n+def uno(x):\n" in done.stdout
    assert "\n-from app.one import one\n+from app.one import uno\n" in done.stdout
    assert "\n-print(one(1))\n+print(uno(1))\n" in done.stdout


def test_arguments_reach_functions_and_scripts(project: Path) -> None:
    function = script(
        project,
        "from bowler import Query\n"
        "def rename(old: str, new: str):\n"
        "    return Query().select_function(old).rename(new)\n"
        "other = Query().select_function('one').rename('other')\n",
    )
    told = ("--codemod-arg", "old=one", "--codemod-arg", "new=uno")
    assert "+def uno(x):" in apply(project, f"{function}:rename", *told, "--dry-run").stdout
    assert "+def other(x):" in apply(project, f"{function}:other", "--dry-run").stdout
    short = apply(project, f"{function}:rename", "--codemod-arg", "old=one", "--dry-run")
    assert (short.returncode, "`rename` needs new" in short.stderr) == (2, True)
    more = apply(project, f"{function}:rename", *told, "--codemod-arg", "x=1", "--dry-run")
    assert (more.returncode, "`rename` has no argument x" in more.stderr) == (2, True)
    none = apply(project, f"{function}:missing", "--dry-run")
    assert (none.returncode, "there is no `missing`" in none.stderr) == (2, True)
    words = script(
        project,
        "import argparse\nfrom bowler import Query\n"
        "parser = argparse.ArgumentParser()\nparser.add_argument('--new')\nparser.add_argument('paths')\n"
        "told = parser.parse_args()\n"
        "Query(told.paths).select_function('one').rename(told.new).write()\n",
        "words.py",
    )
    assert "+def uno(x):" in apply(project, words, "--dry-run", "--", "--new", "uno", ".").stdout
    mixed = apply(project, words, "--dry-run", "--codemod-arg", "new=uno", "--", "app")
    assert "+def uno(x):" in mixed.stdout
    wrong = apply(project, words, "--dry-run", "--", "--new", "uno")
    assert (wrong.returncode, "arguments are required: paths" in wrong.stderr) == (2, True)
    asked = apply(project, words, "--", "--help")
    assert (asked.returncode, "--new NEW" in asked.stdout) == (0, True)


def test_a_scripts_own_paths_and_filters_hold(project: Path) -> None:
    text = (
        "from bowler import Query\n"
        "Query('app/two.py', filename_matcher=lambda name: name == 'app/two.py')"
        ".select_function('one').rename('uno').filter(lambda n, c, name: 'two' in name).execute()\n"
    )
    assert apply(project, script(project, text), "--dry-run").stdout.count("+++ ") == 1
    done = apply(project, script(project, text.replace("'app/two.py', ", "'other', ")), "--dry-run")
    assert done.returncode == 2
    assert "the script's own paths hold none of the files: other" in done.stderr


def test_a_scripts_processor_decides_over_hunks(project: Path) -> None:
    lines = [f"def f{n}():\n    one({n})\n" for n in range(12)]
    (project / "app" / "one.py").write_text("\n\n".join(lines))
    text = (
        "from bowler import Query\n"
        "Query('app/one.py').select_function('f1').rename('g1').select_function('f9').rename('g9')"
        ".process(lambda name, hunk: '+def g9():' not in hunk and hunk[0] == '--- app/one.py')"
        ".execute()\n"
    )
    done = apply(project, script(project, text), "--no-git")
    assert done.returncode == 0, done.stderr
    expected = "\n\n".join(lines).replace("def f1(", "def g1(")
    assert (project / "app" / "one.py").read_text() == expected


def test_a_file_that_bowlers_grammar_cannot_read_is_named(project: Path) -> None:
    (project / "app" / "new.py").write_text(
        "def one(x):\n    match x:\n        case 1:\n            pass\n"
    )
    done = apply(
        project, script(project, "from bowler import Query\nquery = " + _QUERY.format(paths=""))
    )
    assert done.returncode == 0
    assert (
        "skipped app/new.py: Bowler's grammar cannot read it; it stops at Python 3.8 (line 2)"
        in done.stderr
    )
    assert git(project, "show", "--name-only", "--format=") == "app/one.py\napp/two.py"
    assert git(project, "rev-parse", "--abbrev-ref", "HEAD") == "refactor/change"


def test_a_script_that_gives_no_query_or_fails_is_an_error(project: Path) -> None:
    for text, said in (
        ("x = 1\n", "makes no query"),
        ("from bowler import Query\nquery = Query().select_nothing('x')\n", "AttributeError"),
        ("import sys\nsys.exit('no way')\n", "ended before it could be run: no way"),
        ("import nothing_here\n", "No module named 'nothing_here' (change.py:1)"),
    ):
        done = apply(project, script(project, text))
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_missing_bowler_is_said_with_the_way_to_get_it(project: Path, tmp_path: Path) -> None:
    blocker = tmp_path / "blocker"
    blocker.mkdir()
    (blocker / "sitecustomize.py").write_text(
        "import sys\n\n\nclass Block:\n    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'bowler':\n            raise ModuleNotFoundError(name)\n\n\n"
        "sys.meta_path.insert(0, Block())\n"
    )
    done = apply(project, script(project, "query = 1\n"), first_path=str(blocker))
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: Bowler is not installed",
        "  Install it beside refactor: pip install 'refactor-assistant[guests]'.",
    ]


# -- with a person, and broken off ------------------------------------------------------------------------


def _started(root: Path, *words: str, **more: str) -> dict[str, object]:
    path = os.pathsep.join([str(ROOT), str(root.parent / "house")])
    command = [sys.executable, "-m", "codemods", "apply", "--codemod", "nasty:NastyCommand", *words]
    return {"args": command, "cwd": root, "env": {**os.environ, "PYTHONPATH": path, **more}}


def test_a_person_takes_file_by_file(project: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        **_started(project, "--interactive", "--no-git"),  # type: ignore[call-overload]
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    os.write(ours, b"n\ny\n")
    out, err = run.communicate(timeout=60)
    os.close(ours)
    assert run.returncode == 0, err
    assert b"(2/2) app/two.py:3 unsafe [" in out
    assert git(project, "status", "--porcelain") == "M app/two.py"
    assert b"Changed 1 place in 1 file." in err
    assert b"--unsafe" not in err


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_run_that_is_broken_off_leaves_nothing_behind(project: Path) -> None:
    (project / "app" / "hangs.py").write_text("ONE = 1\n")
    child, temporary = project.parent / "child", project.parent / "temporary"
    temporary.mkdir()
    before = state(project)
    run = subprocess.Popen(
        **_started(project, CHILD=str(child), TMPDIR=str(temporary)),  # type: ignore[call-overload]
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _until(lambda: child.exists() and child.read_text() != "")
    run.send_signal(signal.SIGTERM)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err.strip()) == (130, b"", b"")
    assert list(temporary.iterdir()) == []
    assert state(project) == before
    _until(lambda: _is_gone(child))


def _is_gone(number: Path) -> bool:
    stat = Path("/proc", number.read_text(), "stat")
    return not stat.exists() or ") Z " in stat.read_text()


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it does not come to that")
