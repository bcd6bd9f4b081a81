import asyncio
from types import SimpleNamespace

import httpx


async def scenario(module, world):
    class Client:
        """As much of a client as matters: a request waits for a connection only so long."""

        def __init__(self, limits, timeout):
            self.free = asyncio.Semaphore(limits.max_connections)
            self.timeout = timeout

        async def __aenter__(self):
            return self

        async def __aexit__(self, *error):
            return None

        async def get(self, url):
            try:
                await asyncio.wait_for(self.free.acquire(), self.timeout)
            except TimeoutError as error:
                raise httpx.PoolTimeout(url) from error
            try:
                await world.round(f"GET {url}", httpx.ConnectError)
            finally:
                self.free.release()
            return SimpleNamespace(text=f"text of {url}")

    module.httpx = SimpleNamespace(AsyncClient=Client)
    return await module.page(1)
