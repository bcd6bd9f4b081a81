async def scenario(module, world):
    client = world.http(
        {"/login": "t1", "/profile/t1": "Ada", "/profile/none": "guest"}
    )
    return await module.start(client)
