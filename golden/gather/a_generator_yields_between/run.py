async def scenario(module, world):
    client = world.http({"/head": "h", "/body": "b"})
    async for part in module.stream(client):
        return part, list(world.calls)
