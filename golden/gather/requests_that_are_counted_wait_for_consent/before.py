from openai import AsyncOpenAI

client = AsyncOpenAI()


async def embed(texts: list[str]) -> list[list[float]]:
    vectors = []
    for text in texts:
        response = await client.embeddings.create(
            model="text-embedding-3-small", input=text
        )
        vectors.append(response.data[0].embedding)
    return vectors
