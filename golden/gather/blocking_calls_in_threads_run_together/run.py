import asyncio
import json
import tempfile
from pathlib import Path

ROUNDS = (2, 1)
SITUATIONS = ("both", "no defaults", "no user")


class InTurns:
    """`asyncio`, with threads that take turns at every call, so that the runs can be compared."""

    gather = staticmethod(asyncio.gather)

    @staticmethod
    async def to_thread(function, *args, **kwargs):
        await asyncio.sleep(1)
        return function(*args, **kwargs)


async def scenario(module, world):
    files = {
        "both": {"defaults": {"a": "1", "b": "2"}, "ada": {"b": "3"}},
        "no defaults": {"ada": {"b": "3"}},
        "no user": {"defaults": {"a": "1"}},
    }
    module.asyncio = InTurns
    with tempfile.TemporaryDirectory() as folder:
        for name, values in files[world.situation].items():
            Path(folder, f"{name}.json").write_text(json.dumps(values))
        try:
            return await module.merged(module.Settings(Path(folder)), "ada")
        except FileNotFoundError as error:
            return Path(error.filename).name
