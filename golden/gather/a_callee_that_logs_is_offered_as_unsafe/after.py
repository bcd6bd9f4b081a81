import asyncio
import logging

import httpx

logger = logging.getLogger(__name__)


class Partners:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get_terms(self, name: str) -> str:
        response = await self.client.get(f"/terms/{name}")
        return response.text

    async def get_score(self, name: str) -> str:
        logger.info("asking for the score of %s", name)
        response = await self.client.get(f"/scores/{name}")
        return response.text

    async def card(self, name: str) -> str:
        terms, score = await asyncio.gather(self.get_terms(name), self.get_score(name))
        return f"{terms} {score}"
