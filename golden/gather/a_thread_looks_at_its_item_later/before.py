import asyncio
from pathlib import Path


def read(folder: Path, name: str) -> str:
    return Path(folder, name).read_text()


async def texts(folder: Path) -> list[str]:
    return [
        await asyncio.to_thread(lambda: read(folder, name)) for name in ("a", "b", "c")
    ]
