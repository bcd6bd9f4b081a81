"""The processes that work is spread over, and the collector while they work."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def process_context() -> multiprocessing.context.BaseContext:
    """Forked processes share what is already read; where forking is not safe, fresh ones."""
    fork = sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if fork else "spawn")


@contextmanager
def uncollected() -> Iterator[None]:
    """Work without the garbage collector.

    What an analysis makes is kept to its end and holds hardly a cycle; the collector would walk the
    growing heap again and again, and once more afterwards if it were not told to leave that alone.
    """
    if not gc.isenabled():
        yield
        return
    gc.unfreeze()  # what the last work left
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
