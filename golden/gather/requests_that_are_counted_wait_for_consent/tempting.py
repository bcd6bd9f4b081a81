import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI()


async def embed(texts: list[str]) -> list[list[float]]:
    vectors = []
    semaphore = asyncio.Semaphore(10)

    async def fetch(text):
        async with semaphore:
            return await client.embeddings.create(
                model="text-embedding-3-small", input=text
            )

    results = await asyncio.gather(
        *(fetch(text) for text in texts),
        return_exceptions=True,
    )
    for text, response in zip(texts, results):
        if isinstance(response, BaseException):
            raise response
        vectors.append(response.data[0].embedding)
    return vectors
