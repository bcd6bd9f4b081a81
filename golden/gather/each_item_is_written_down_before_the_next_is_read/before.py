import asyncpg
import httpx


class Importer:
    """Can be stopped at any time: what was read is stored already."""

    def __init__(self, client: httpx.AsyncClient, log: list[str]) -> None:
        self.client = client
        self.log = log

    async def get_text(self, path: str) -> str:
        response = await self.client.get(path)
        return response.text

    async def run(self, paths: list[str]) -> None:
        for path in paths:
            text = await self.get_text(path)
            print(f"{path}: {len(text)} characters")


async def main(pool: asyncpg.Pool, importer: Importer) -> None:
    rows = await pool.fetch("SELECT path FROM imports")
    await importer.run([row["path"] for row in rows])
