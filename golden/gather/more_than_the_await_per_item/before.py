from dataclasses import dataclass

import httpx


@dataclass(frozen=True)
class Page:
    path: str
    size: int


class Site:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def pages(self, paths: list[str]) -> list[Page]:
        return [Page(path, len((await self.client.get(path)).text)) for path in paths]
