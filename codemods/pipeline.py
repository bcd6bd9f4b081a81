"""The way from paths on disk to findings and new texts, stage by stage.

files -> facts -> project -> findings -> plans -> new texts -> proof
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import os
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import codemods.patterns
from codemods import __version__
from codemods.errors import RefactorError
from codemods.model.findings import Finding, Refused
from codemods.model.plain import from_plain, to_plain
from codemods.project.cache import Cache
from codemods.project.files import SourceFile, discover, find_root, sql_files
from codemods.project.processes import uncollected
from codemods.settings import Settings
from codemods.settings import load as load_settings

if TYPE_CHECKING:
    from codemods.guests.guest import Guest
    from codemods.guests.visit import HouseRules
    from codemods.verify.ignoring import Ignore
    from codemods.verify.tests import Tested

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for."""

    paths: tuple[Path, ...] = (Path(),)
    patterns: tuple[str, ...] = ()
    config: Path | None = None
    jobs: int = 0
    use_cache: bool = True
    only: frozenset[str] | None = None  # relative paths, when a revision narrows the run


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a run found; paths are relative to `root`."""

    root: Path
    settings: Settings
    files: tuple[SourceFile, ...]
    findings: tuple[Finding, ...]
    refusals: tuple[Refused, ...]
    skipped: tuple[tuple[str, str], ...]
    cache: Cache
    silenced: tuple[Finding, ...] = ()  # findings that a comment switches off


def analyse(request: Request, progress: Progress | None = None) -> Analysis:
    """Find everything the patterns have to say of the paths; nothing is written but the cache."""
    root = find_root(request.paths)
    settings = load_settings(root, request.config)
    patterns = [known_pattern(name) for name in request.patterns] or pattern_names()
    named = _named_files(root, request.paths)
    files = tuple(discover(root, settings, named))
    wanted = _selection(root, request, files)
    cache = Cache(root, stamp(), request.use_cache)
    key = _key(cache, files, settings, request.patterns or tuple(pattern_names()), wanted, root)
    known = cache.results(key) if key else None
    if known is not None:
        try:
            findings, refusals, skipped, silenced = from_plain(known)
            return Analysis(root, settings, files, findings, refusals, skipped, cache, silenced)
        except (ValueError, TypeError):
            pass
    with uncollected():
        analysis = _search(
            root, settings, files, patterns, wanted, cache, request.jobs or _cores(), progress
        )
    if key:
        told = (analysis.findings, analysis.refusals, analysis.skipped, analysis.silenced)
        cache.store_results(key, to_plain(told))
    cache.save()
    return analysis


def _search(
    root: Path,
    settings: Settings,
    files: tuple[SourceFile, ...],
    patterns: Sequence[str],
    wanted: frozenset[str] | None,
    cache: Cache,
    jobs: int,
    progress: Progress | None,
) -> Analysis:
    from codemods.project.project import Project
    from codemods.project.search import search

    project = Project.read(root, files, settings, cache if cache.enabled else None, jobs, progress)
    findings: list[Finding] = []
    refusals: list[Refused] = []
    silenced: list[Finding] = []
    loaded = [load_pattern(name) for name in patterns]
    outcomes = search(project, [p.question(project) for p in loaded], wanted, jobs)
    for pattern, outcome in zip(loaded, outcomes, strict=True):
        findings += outcome.findings
        silenced += outcome.silenced
        refusals += (r if r.pattern else replace(r, pattern=pattern.NAME) for r in outcome.refusals)
    skipped = tuple((s.path, s.reason) for s in project.skipped)
    return Analysis(
        root, settings, files, tuple(findings), tuple(refusals), skipped, cache, tuple(silenced)
    )


def invite(
    request: Request, guest: Guest, rules: HouseRules, progress: Progress | None = None
) -> Analysis:
    """What a codemod of somebody else makes of the paths; nothing is written but copies.

    Raises RefactorError when the codemod cannot be run, HelpAsked when its help was asked for.
    """
    from codemods.guests import visit

    root = find_root(request.paths)
    settings = load_settings(root, request.config)
    files = tuple(discover(root, settings, _named_files(root, request.paths)))
    wanted = _selection(root, request, files)
    chosen = [f for f in files if wanted is None or f.path in wanted]
    seen = visit.visit(root, chosen, files, guest, rules, request.jobs or _cores(), progress)
    cache = Cache(root, stamp(), False)
    return Analysis(
        root, settings, tuple(chosen), seen.findings, seen.refusals, seen.skipped, cache
    )


# -- patterns ---------------------------------------------------------------------------------------


def pattern_names() -> list[str]:
    """The names of all patterns: the modules of the package that do not begin with `_`."""
    return list(_names_in(tuple(codemods.patterns.__path__)))


@lru_cache(maxsize=1)
def _names_in(folders: tuple[str, ...]) -> tuple[str, ...]:
    modules = pkgutil.iter_modules(folders)
    return tuple(sorted(m.name.replace("_", "-") for m in modules if m.name[0] != "_"))


def known_pattern(name: str) -> str:
    """The name itself; RefactorError with the nearest one when no pattern has it."""
    if name not in pattern_names():
        import difflib

        near = difflib.get_close_matches(name, pattern_names(), n=1)
        known = f"Known: {', '.join(pattern_names())}."
        raise RefactorError(
            f"unknown pattern `{name}`", f"Did you mean `{near[0]}`? {known}" if near else known
        )
    return name


def load_pattern(name: str) -> ModuleType:
    """The module of a pattern; RefactorError for an unknown one."""
    return importlib.import_module(f"codemods.patterns.{known_pattern(name).replace('-', '_')}")


def documentation(name: str) -> str:
    """What a pattern says of itself, as `refactor explain` prints it."""
    return inspect.cleandoc(load_pattern(name).__doc__ or "")


def summary_of(name: str) -> str:
    """What a pattern does, in the first line of its documentation."""
    return (load_pattern(name).__doc__ or "").strip().partition("\n")[0]


# -- what a run covers ------------------------------------------------------------------------------


def _named_files(root: Path, paths: Sequence[Path]) -> list[str]:
    found = []
    for path in paths:
        resolved = path.resolve()
        if resolved.is_file():
            if resolved.suffix != ".py":
                raise RefactorError(f"{path} is not a Python file")
            found.append(resolved.relative_to(root).as_posix())
    return found


def _selection(root: Path, request: Request, files: Sequence[SourceFile]) -> frozenset[str] | None:
    """The files to speak of; None for all of the project."""
    prefixes = [p.resolve().relative_to(root).as_posix() for p in request.paths]
    wanted: frozenset[str] | None = None
    if "." not in prefixes:
        wanted = frozenset(
            f.path
            for f in files
            if any(f.path == p or f.path.startswith(p + "/") for p in prefixes)
        )
    if request.only is not None:
        wanted = request.only if wanted is None else wanted & request.only
    return wanted


def _key(
    cache: Cache,
    files: Sequence[SourceFile],
    settings: Settings,
    patterns: Sequence[str],
    wanted: frozenset[str] | None,
    root: Path,
) -> str:
    """The identity of a run: everything its results depend on; "" when there is no cache."""
    if not cache.enabled:
        return ""
    digest = hashlib.sha256()
    signature = cache.signature(files)
    if len(signature) != len(files):
        return ""
    for path, sha in sorted(signature.items()):
        digest.update(f"{path}\0{sha}\0".encode("utf-8", "surrogateescape"))
    extra = [
        (str(p), p.read_bytes())
        for pattern in settings.libraries
        for p in sorted(root.glob(pattern))
        if p.is_file()
    ]
    for schema in sql_files(root):
        seen = schema.stat()
        extra.append((f"{schema} {seen.st_size} {seen.st_mtime_ns}", b""))
    shown = replace(settings, effects=dict(settings.effects))
    scope = "all" if wanted is None else sorted(wanted)
    digest.update(repr((shown, sorted(patterns), scope, extra)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:24]


@lru_cache(maxsize=1)
def stamp() -> str:
    """The version of the tool with its own files: another tool finds other things."""
    folder = Path(__file__).parent
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(p for s in ("*.py", "*.toml") for p in folder.rglob(s)):
        found = path.stat()
        digest.update(f"{path.name} {found.st_size} {found.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# -- from findings to proved texts --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One file's new text, and the bytes it had."""

    path: str
    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The changes that hold together, the findings they carry out, and those that fell away."""

    changes: tuple[Change, ...]
    applied: tuple[Finding, ...]
    dropped: tuple[Refused, ...]
    tests: Tested | None = None  # what the project's own tests said, where they were asked
    ignored: tuple[Ignore, ...] = ()
    ignored_too: tuple[Finding, ...] = ()  # by a comment that was meant for another one


def rewrite(analysis: Analysis, findings: Sequence[Finding], jobs: int = 1) -> Rewrite:
    """Write the plans of the findings and prove the result; findings that fail either fall away.

    What a finding opens in its function is written with it.
    """
    from codemods.verify.settling import settle
    from codemods.verify.writing import Texts

    cache = analysis.cache if analysis.cache.enabled else None
    texts = Texts(analysis.root, analysis.settings)
    applied: list[Finding] = []
    dropped: list[Refused] = []
    for finding in findings:
        better = _better(finding, findings)
        if better is not None:
            reason: str | None = f"`{better.pattern}` has the better change for this place"
        else:
            reason = texts.take(finding) if finding.edits else "no edit is known for it"
        if reason is None:
            applied.append(finding)
        elif finding.edits:
            dropped.append(_fallen(finding, f"the rewrite is left out: {reason}"))
    for _ in range(len(applied) + 1):
        texts, failures = settle(
            analysis.root, analysis.files, analysis.settings, texts, applied, jobs, cache
        )
        if not failures:
            break
        dropped += (
            _fallen(f, f"the rewrite could not be proved: {failures[f.id]}")
            for f in applied
            if f.id in failures
        )
        applied = [f for f in applied if f.id not in failures]
        texts = Texts(analysis.root, analysis.settings)
        for finding in applied:
            texts.take(finding)
    changes = tuple(Change(path, old, new) for path, old, new in texts.changed())
    return Rewrite(changes, tuple(applied), tuple(dropped))


def _better(finding: Finding, others: Sequence[Finding]) -> Finding | None:
    """Another finding about the same place, of a pattern to which this one's gives way."""
    if finding.pattern not in pattern_names():
        return None  # a codemod of somebody else
    stronger = getattr(load_pattern(finding.pattern), "GIVES_WAY_TO", ())
    for other in others if stronger else ():
        if other.pattern in stronger and other.edits and other.path == finding.path:
            if (
                other.span.line <= finding.span.end_line
                and finding.span.line <= other.span.end_line
            ):
                return other
    return None


def ignore(analysis: Analysis, result: Rewrite, ignores: Sequence[Ignore]) -> Rewrite:
    """The rewrite with comments that switch the patterns off at the places of the ignores.

    They become part of the same changes. Ignores that cannot be written, or that would not keep a
    new run from finding the place, are dropped with their reason.
    """
    if not ignores:
        return result
    from codemods.project.files import decode, read_source
    from codemods.verify.ignoring import silence

    texts = {c.path: text for c in result.changes if (text := decode(c.after).text) is not None}
    cache = analysis.cache if analysis.cache.enabled else None
    done = silence(analysis.root, analysis.files, analysis.settings, texts, ignores, cache)
    before = {c.path: c.before for c in result.changes}
    changes = []
    for path, text in sorted(done.texts.items()):
        source = read_source(analysis.root / path)
        changes.append(Change(path, before.get(path, source.data), source.encode(text)))
    fallen = tuple(
        Refused(f.pattern, f.path, f.span, f.function, f"it cannot be ignored: {reason}")
        for f in (i.finding for i in ignores)
        if (reason := done.failures.get(f.id))
    )
    return replace(
        result,
        changes=tuple(changes),
        dropped=result.dropped + fallen,
        ignored=done.ignored,
        ignored_too=done.also,
    )


def _fallen(finding: Finding, reason: str) -> Refused:
    return Refused(finding.pattern, finding.path, finding.span, finding.function, reason)
