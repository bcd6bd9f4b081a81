import asyncio
from pathlib import Path


def read(path: Path) -> str:
    return path.read_text()


async def merged(folder: Path) -> str:
    loop = asyncio.get_running_loop()
    head = await loop.run_in_executor(None, read, folder / "head")
    body = await loop.run_in_executor(None, read, folder / "body")
    return head + body
