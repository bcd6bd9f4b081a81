async def scenario(module, world):
    client = world.http(
        {
            "/token": "t1",
            "/me": lambda request: request.headers.get("x-token", "nobody"),
        }
    )
    return await module.Api(client).start()
