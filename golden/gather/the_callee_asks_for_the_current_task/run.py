import asyncio


async def scenario(module, world):
    asyncio.current_task().set_name("request 7")
    return await module.both(world.http({"/head": "h", "/body": "b"}))
