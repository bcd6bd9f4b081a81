from types import SimpleNamespace


class RateLimitError(Exception):
    """What the other side answers to the third request of a second."""


async def scenario(module, world):
    class Embeddings:
        async def create(self, model, input):
            if world.running >= 2:
                raise RateLimitError(input)
            await world.round(f"embed {input}", ConnectionError)
            return SimpleNamespace(data=[SimpleNamespace(embedding=[len(input)])])

    module.client = SimpleNamespace(embeddings=Embeddings())
    return await module.embed(["a", "bb", "ccc"])
