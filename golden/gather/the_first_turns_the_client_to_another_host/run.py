async def scenario(module, world):
    client = world.http(
        {
            "/discover": "http://eu.service",
            "/me": lambda request: request.url.host,
        }
    )
    return await module.Api(client).start()
