import httpx

WORLD = "tortoise"


async def fill(module, world):
    pass


async def scenario(module, world):
    seen = []

    def answer(request):
        with world.other() as other:
            query = "SELECT customer FROM 'order' ORDER BY id"
            seen.append([row[0] for row in other.execute(query)])
        return httpx.Response(200)

    module.http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    return await module.place_order("bob", 5), seen
