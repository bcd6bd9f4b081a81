import asyncio
from dataclasses import dataclass

import httpx


@dataclass
class Article:
    slug: str
    draft: bool
    views: str = ""
    likes: str = ""


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def fill(client: httpx.AsyncClient, articles: list[Article]) -> None:
    semaphore = asyncio.Semaphore(10)

    async def handle(article):
        async with semaphore:
            if article.draft:
                return
            views = await get_text(client, f"/views/{article.slug}")
            likes = await get_text(client, f"/likes/{article.slug}?views={views}")
            article.views = views
            article.likes = likes

    await asyncio.gather(*(handle(article) for article in articles))
