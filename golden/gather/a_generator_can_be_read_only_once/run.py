import httpx


async def scenario(module, world):
    big = httpx.Response(200, headers={"x-size": "5000"})
    client = world.http({"/a": "", "/b": big, "/c": ""})
    return await module.largest(client, iter(["/a", "/b", "/c"]))
