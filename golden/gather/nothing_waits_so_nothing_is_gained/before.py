import asyncio
import hashlib

import httpx


class Signer:
    def __init__(self, client: httpx.AsyncClient, key: bytes) -> None:
        self.client = client
        self.key = key

    async def sign(self, body: bytes) -> str:
        return hashlib.sha256(self.key + body).hexdigest()

    async def get_challenge(self) -> str:
        response = await self.client.get("/challenge")
        return response.text

    async def answer(self, body: bytes) -> str:
        signature = await self.sign(body)
        challenge = await self.get_challenge()
        return f"{challenge}.{signature}"


def run(signer: Signer, body: bytes) -> str:
    return asyncio.run(signer.answer(body))
