"""`refactor report`: what an audit holds, and that it holds it in every format."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tool_process import HOME, run

from codemods.fixes import proposed
from codemods.pipeline import Request, analyse

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
SOURCE = """import asyncio

import httpx


async def page(client: httpx.AsyncClient, uid: int):
    name = "\N{WATER BUFFALO}"; user = await client.get(f"/users/{uid}"); print(name)
    orders = await client.get(f"/orders/{uid}")
    return user.json(), orders.json()


async def totals(client: httpx.AsyncClient):
    return [("\N{WATER BUFFALO}\N{WATER BUFFALO}", await client.get("/a")), await client.get("/b")]


async def many(client: httpx.AsyncClient, uids: list[int]):
    found = []
    for uid in uids:
        found.append(await client.get(f"/users/{uid}"))
    return found


async def off(client: httpx.AsyncClient, uid: int):
    # refactor: ignore[gather] -- one after the other on purpose
    user = await client.get(f"/users/{uid}")
    orders = await client.get(f"/orders/{uid}")
    return user, orders


async def written(client: httpx.AsyncClient, uid: int):
    user = await client.post(f"/users/{uid}")
    orders = await client.post(f"/orders/{uid}")
    return user, orders


async def together(client: httpx.AsyncClient):
    return await asyncio.gather(client.get("/a"), client.get("/b"))
"""


def report(root: Path, *words: str, code: int = 0) -> str:
    env = {**os.environ, "PYTHONPATH": str(HOME), "SOURCE_DATE_EPOCH": "1700000000"}
    done = run(root, "report", *words, env=env)
    assert done.returncode == code, done.stderr.decode()
    return (done.stderr if code else done.stdout).decode("utf-8", "surrogateescape")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "app").mkdir(parents=True)
    (root / "pyproject.toml").write_text("")
    (root / "app" / "pages.py").write_text(SOURCE, encoding="utf-8")
    (root / "app" / "broken.py").write_text("def (:\n")
    return root


def test_the_document_has_what_audits_have(root: Path) -> None:
    text = report(root, "--format", "markdown")
    headings = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert headings == [
        "Executive summary", "Findings by file", "What is already good",
        "Looked at and left alone", "Priorities", "Code review checklist",
        "Files that could not be read",
    ]  # fmt: skip
    assert text.startswith("# Audit of `shop`: round trips to databases and networks\n")
    assert "\n2023-11-14, refactor " in text
    assert "`app.pages.page`" not in text.partition("## Looked at")[0]  # `print` stands between
    assert re.search(r"^\| \*\*all\*\* \| 2 \| 0 \| 0 \| 2 \|$", text, re.MULTILINE)
    assert "would wait for **22** round trips now and for **3**" in text
    assert "#### 1. `app.pages.totals`" in text
    assert text.count("\n```diff\n") == 2
    assert "+    results = " not in text
    assert "- **runs work concurrently**: 1 place in 1 file (`asyncio.gather`)" in text
    assert "with `refactor apply --pattern gather`:" in text
    assert "- [ ] `gather`: " in text
    assert "- `app/broken.py`: " in text
    tables = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert tables
    for table in tables:
        assert len({row.replace("\\|", "").count("|") for row in table.splitlines()}) == 1


def test_a_part_of_a_project_has_its_own_audit(root: Path) -> None:
    (root / "other.py").write_text("x = 1\n")
    text = report(root, "--format", "markdown", "other.py")
    assert "Nothing found" in text
    assert "1 file read" in text
    assert "No calls were found" in text
    assert "## Priorities" not in text


def sarif(root: Path, *words: str) -> dict[str, Any]:
    document = json.loads(report(root, "--format", "sarif", *words))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    problems = [f"{list(e.absolute_path)}: {e.message}" for e in checker.iter_errors(document)]
    assert problems == []
    (run,) = document["runs"]
    found: dict[str, Any] = run
    return found


def place(lines: list[bytes], line: int, column: int) -> int:
    """Where a place lies in the UTF-16 code of the file, in bytes."""
    return sum(map(len, lines[: line - 1])) + 2 * (column - 1)


def test_sarif_is_valid_and_its_fixes_are_exact(root: Path) -> None:
    run = sarif(root)
    assert run["columnKind"] == "utf16CodeUnits"
    (rule,) = (r for r in run["tool"]["driver"]["rules"] if r["id"] == "gather")
    assert "Refuses" in rule["help"]["text"]
    assert "**Refuses**" in rule["help"]["markdown"]
    analysis = analyse(Request((root,), use_cache=False))
    fixes = {fix.finding.id: fix for fix in proposed(analysis, analysis.findings)}
    assert len(run["results"]) == len(fixes) == 2
    whole = SOURCE.encode("utf-16-le")
    lines = [line.encode("utf-16-le") for line in SOURCE.splitlines(keepends=True)]
    for result in run["results"]:
        identity = result["partialFingerprints"]["refactorFinding/v1"]
        assert result["partialFingerprints"]["primaryLocationLineHash"] == f"{identity}:1"
        region = result["locations"][0]["physicalLocation"]["region"]
        start = place(lines, region["startLine"], region["startColumn"])
        end = place(lines, region["endLine"], region["endColumn"])
        shown = whole[start:end].decode("utf-16-le")
        assert shown.startswith(("return [", "for uid in"))
        assert shown.endswith(("]", "))"))
        (change,) = result["fixes"][0]["artifactChanges"]
        new = whole
        for replacement in reversed(change["replacements"]):
            gone = replacement["deletedRegion"]
            first = place(lines, gone["startLine"], gone["startColumn"])
            last = place(lines, gone["endLine"], gone["endColumn"])
            came = replacement["insertedContent"]["text"].encode("utf-16-le")
            new = new[:first] + came + new[last:]
        assert new.decode("utf-16-le") == fixes[identity].texts[0].after != SOURCE


def test_what_a_comment_switches_off_is_told_when_asked_for(root: Path) -> None:
    assert not any("suppressions" in result for result in sarif(root)["results"])
    (result,) = (r for r in sarif(root, "--verbose")["results"] if "suppressions" in r)
    assert result["suppressions"] == [{"kind": "inSource", "status": "accepted"}]
    place = result["locations"][0]["logicalLocations"][0]
    assert place["fullyQualifiedName"] == "app.pages.off"


def test_data_has_the_edits(root: Path) -> None:
    told = json.loads(report(root, "--format", "json"))
    assert [len(f["edits"]) > 0 for f in told["findings"]] == [True, True]
    assert "refusals" not in told
    assert "refusals" in json.loads(report(root, "--format", "json", "--verbose"))


@pytest.mark.parametrize("form", ["html", "markdown", "sarif", "json"])
def test_a_report_changes_nothing_and_can_go_to_a_file(root: Path, form: str) -> None:
    before = (root / "app" / "pages.py").read_bytes()
    shown = report(root, "--format", form)
    assert report(root, "--format", form, "--output", "out") == ""
    assert (root / "out").read_text(encoding="utf-8").strip() == shown.strip() != ""
    assert (root / "app" / "pages.py").read_bytes() == before
    ending = {"markdown": "md"}.get(form, form)
    assert report(root, "--output", f"out.{ending}") == ""
    assert (root / f"out.{ending}").read_bytes() == (root / "out").read_bytes()
    told = report(root, "--format", form, "--output", "nowhere/out", code=2)
    assert "nowhere" in told
    assert "Traceback" not in told


def test_findings_that_clash_are_each_proved(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.refactor]\ndialect = "postgresql"\n')
    golden = Path(__file__).parent.parent / "golden"
    names = ("asyncpg_a_joined_table_has_the_key", "asyncpg_a_missing_row_stays_none")
    for name in names:
        source = (golden / "batch" / name / "before.py").read_text(encoding="utf-8")
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
    analysis = analyse(Request((tmp_path,), use_cache=False))
    assert {f.pattern for f in analysis.findings} == {"gather", "batch"}
    fixes = proposed(analysis, analysis.findings)
    assert [fix.finding for fix in fixes] == list(analysis.findings)
    for fix in fixes:  # two patterns would rewrite one loop, each in its own way
        (text,) = fix.texts
        word = "asyncio.gather(" if fix.finding.pattern == "gather" else "ANY($1)"
        assert word in text.after
        assert word not in text.before


def test_what_cannot_be_proved_is_told_with_its_reason(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from codemods.verify import settling
    from codemods.verify.writing import Texts

    analysis = analyse(Request((root,), use_cache=False))
    first, second = analysis.findings
    asked: list[list[str]] = []
    honest = settling.settle

    def settle(*args: Any) -> tuple[Texts, dict[str, str]]:
        applied = args[4]
        asked.append([f.id for f in applied])
        texts, told = honest(*args)
        return texts, told | {first.id: "it is not so"} if first in applied else told

    monkeypatch.setattr(settling, "settle", settle)
    one, other = proposed(analysis, analysis.findings)
    assert one.texts == ()
    assert one.reason == "the rewrite could not be proved: it is not so"
    assert other.texts
    assert other.finding is second
    assert asked == [[first.id, second.id], [second.id]]


def test_nothing_found_is_said_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "quiet.py").write_text("x = 1\n")
    assert "Nothing was found" in report(tmp_path)
    text = report(tmp_path, "--format", "markdown")
    assert "Nothing found in 1 file." in text
    assert "None" not in text
    assert sarif(tmp_path)["results"] == []
    assert json.loads(report(tmp_path, "--format", "json"))["findings"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes there")
def test_names_that_no_encoding_holds(root: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9 `x` |"))
    folder.mkdir()
    (root / "app" / "pages.py").rename(folder / "a\nb.py")
    for form in ("html", "markdown", "sarif", "json"):
        told = report(root, "--format", form)
        told.encode()  # nothing is left that could not be written
        assert "caf" in told
    rows = [line for line in report(root, "--format", "markdown").splitlines() if "caf" in line]
    assert any(r"caf\u{dce9}" in row for row in rows)
    assert any("a b.py" in row for row in rows)
