import asyncio


async def scenario(module, world):
    loop = asyncio.get_running_loop()
    client = world.http({"/jobs/1": lambda _: "running" if loop.time() < 3 else "done"})
    return await module.settled(client, "1")
