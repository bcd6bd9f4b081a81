import asyncio
import tempfile
from pathlib import Path


class InTurns:
    """`asyncio`, with threads that take turns at every call, so that the runs can be compared."""

    gather = staticmethod(asyncio.gather)

    @staticmethod
    async def to_thread(function):
        await asyncio.sleep(1)
        return function()


async def scenario(module, world):
    module.asyncio = InTurns
    with tempfile.TemporaryDirectory() as folder:
        for name in "abc":
            Path(folder, name).write_text(name.upper())
        return await module.texts(Path(folder))
