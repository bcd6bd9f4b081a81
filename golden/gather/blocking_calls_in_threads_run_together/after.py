import asyncio
import json
from pathlib import Path


class Settings:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> dict[str, str]:
        return json.loads(Path(self.folder, f"{name}.json").read_text())


async def merged(settings: Settings, user: str) -> dict[str, str]:
    defaults, own = await asyncio.gather(
        asyncio.to_thread(settings.read, "defaults"),
        asyncio.to_thread(settings.read, name=user),
    )
    return {**defaults, **own}
