async def scenario(module, world):
    client = world.http({f"/?after={n}": str(n) for n in range(3)})
    return await module.pages(client, ["/", "/", "/"])
