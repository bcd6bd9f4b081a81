"""Measures `refactor` on a folder, as ratios to yardsticks taken in the same run.

Seconds differ from machine to machine; how much longer than `ast.parse` of the same files does not.
Every number is the best of several runs. Nothing is judged here: numbers are printed, people read.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from codemods.project.files import discover, find_root
from codemods.settings import load

PARSE = """
import ast, gc, json, multiprocessing, sys, time, warnings
warnings.simplefilter("ignore")
def parse(paths):
    for path in paths:
        try:
            with open(path, "rb") as file:
                ast.parse(file.read())
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
paths, jobs = json.load(sys.stdin), int(sys.argv[1])
start = time.perf_counter()
if jobs == 1:
    parse(paths)
else:
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        pool.map(parse, [paths[i::jobs * 4] for i in range(jobs * 4)], chunksize=1)
print(time.perf_counter() - start)
"""

WALK = """
import os, sys, time
start = time.perf_counter()
for folder, folders, files in os.walk(sys.argv[1]):
    folders[:] = [
        name for name in folders
        if name[0] != "." and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
    ]
    for name in files:
        os.lstat(os.path.join(folder, name))
print(time.perf_counter() - start)
"""

IMPORT_LIBCST = """
import time
start = time.perf_counter()
import libcst
print(time.perf_counter() - start)
"""

SEMGREP_RULE = """
rules:
  - id: awaits-one-after-another
    languages: [python]
    severity: INFO
    message: two awaits, one after another
    pattern: |
      $A = await $F(...)
      $B = await $G(...)
"""

AST_GREP_RULE = """
id: awaits-one-after-another
language: python
message: two awaits, one after another
rule:
  pattern: $A = await $F
  follows:
    pattern: $B = await $G
"""


def run(command: Sequence[str], stdin: str = "", **environment: str) -> tuple[float, str]:
    """Seconds and standard output of a command; it may leave with 1, which means findings."""
    start = time.perf_counter()
    done = subprocess.run(
        command, input=stdin, capture_output=True, text=True, env=os.environ | environment
    )
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} left with {done.returncode}:\n{done.stderr[-2000:]}")
    return seconds, done.stdout


def best(repeat: int, measure: Callable[[], float]) -> float:
    return min(measure() for _ in range(repeat))


def script(code: str, *args: str, stdin: str = "") -> float:
    """The seconds that a piece of Python measures of itself, without the interpreter's start."""
    return float(run([sys.executable, "-c", code, *args], stdin)[1])


def peak_megabytes(command: Sequence[str]) -> float:
    """The peak memory of a command's largest process."""
    with open(os.devnull, "w") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0  # it has been waited for
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def functions_to_rewrite(root: Path, findings: Sequence[dict[str, object]]) -> list[str]:
    """The sources of the functions that the safe findings stand in."""
    sources = {}
    for finding in findings:
        path, line = str(finding["path"]), int(str(finding["line"]))
        if finding["verdict"] != "safe":
            continue
        text = (root / path).read_bytes().decode(errors="replace")
        around = [
            node
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.lineno <= line <= (node.end_lineno or 0)
        ]
        if around:
            inner = max(around, key=lambda node: node.lineno)
            sources[path, inner.lineno] = ast.unparse(inner)
    return list(sources.values())


def parse_seconds(sources: Sequence[str]) -> float:
    start = time.perf_counter()
    for source in sources:
        ast.parse(source)
    return time.perf_counter() - start


def row(what: str, seconds: float, beside: str, yardstick: float) -> None:
    ratio = f"{seconds / yardstick:8.2f} x" if yardstick else "       -"
    print(f"{what:<30}{seconds:9.3f} s {ratio}  {beside} ({yardstick:.3f} s)")


def measure_tool(folder: Path, jobs: int, repeat: int) -> float:
    """Prints the tool's own numbers; gives back the seconds of a cold scan."""
    root = find_root([folder])
    paths = [str(root / file.path) for file in discover(root, load(root))]
    lines = sum(Path(path).read_bytes().count(b"\n") for path in paths)
    print(f"{root}: {len(paths)} files, {lines} lines; {jobs} jobs, best of {repeat}\n")

    files = json.dumps(paths)
    scan = ["refactor", "scan", str(folder), "--exit-zero", "--quiet", "--jobs", str(jobs)]
    start = best(2 * repeat, lambda: run([sys.executable, "-c", "pass"])[0])
    cold = best(repeat, lambda: run([*scan, "--no-cache"])[0])
    alone = best(repeat, lambda: script(PARSE, "1", stdin=files))
    row("cold scan", cold, "ast.parse of the same files, one process", alone)
    row(
        "",
        cold,
        f"the same on {jobs} processes",
        best(repeat, lambda: script(PARSE, str(jobs), stdin=files)),
    )

    with tempfile.TemporaryDirectory() as cache:
        _, said = run([*scan, "--format", "json"], REFACTOR_CACHE_DIR=cache)
        warm = best(repeat, lambda: run(scan, REFACTOR_CACHE_DIR=cache)[0])
        walk = best(repeat, lambda: script(WALK, str(root))) + 3 * start
        row("warm scan", warm, "os.walk and stat, and 3 bare interpreters", walk)

        sources = functions_to_rewrite(root, json.loads(said)["findings"])
        apply = ["refactor", "apply", "--pattern", "gather", str(folder), "--dry-run", "--quiet"]
        preview = best(repeat, lambda: run(apply, REFACTOR_CACHE_DIR=cache)[0])
        yardstick = best(repeat, lambda: script(IMPORT_LIBCST)) + parse_seconds(sources)
        beside = f"import libcst, and ast.parse of {len(sources)} functions"
        row("rewrite (dry run - warm scan)", max(0.0, preview - warm), beside, yardstick)

    version = best(2 * repeat, lambda: run(["refactor", "--version"])[0])
    row("refactor --version", version, "python -c pass", start)

    peak = peak_megabytes([*scan, "--no-cache"])
    per = peak / max(lines, 1) * 100_000
    print(f"{'peak memory, largest process':<30}{peak:9.0f} MB {per:7.0f} MB per 100,000 lines")
    return cold


def beside_others(folder: Path, repeat: int, cold: float) -> None:
    """Prints how long others take to look for the same shape; they know shapes, not effects."""
    print(f"\n{'refactor scan --no-cache':<30}{cold:9.3f} s")
    with tempfile.TemporaryDirectory() as temporary:
        semgrep, ast_grep = Path(temporary, "semgrep.yml"), Path(temporary, "ast-grep.yml")
        semgrep.write_text(SEMGREP_RULE)
        ast_grep.write_text(AST_GREP_RULE)
        tools = {
            "ruff (ASYNC rules)": "ruff check --isolated --no-cache --select ASYNC",
            "ast-grep (one rule)": f"ast-grep scan --rule {ast_grep}",
            "fixit (its own rules)": "fixit lint",
            "semgrep (one rule)": "semgrep scan --metrics off --disable-version-check --quiet "
            f"--config {semgrep}",
        }
        for name, words in tools.items():
            command = [*words.split(), str(folder)]
            if shutil.which(command[0]) is None:
                print(f"{name:<30}   not installed")
                continue
            seconds = min(run(command)[0] for _ in range(repeat))
            print(f"{name:<30}{seconds:9.3f} s {seconds / cold:8.2f} x")


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is not a folder")
    folder = options.folder.resolve()
    cold = measure_tool(folder, options.jobs, options.repeat)
    beside_others(folder, options.repeat, cold)


if __name__ == "__main__":
    main()
