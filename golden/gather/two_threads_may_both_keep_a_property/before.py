import asyncio
from functools import cached_property

import requests


class Service:
    @cached_property
    def token(self) -> str:
        return requests.get("https://service.example/token").text

    def page(self, path: str) -> str:
        return requests.get(
            f"https://service.example{path}", params={"token": self.token}
        ).text


async def pages(service: Service) -> tuple[str, str]:
    head = await asyncio.to_thread(service.page, "/head")
    body = await asyncio.to_thread(service.page, "/body")
    return head, body
