ROUNDS = (2, 1)
SITUATIONS = ("new", "in use")


async def scenario(module, world):
    forge = module.Forge()
    client = world.http({"/repos/tea": "tea", "/repos/tea/issues": "4"})
    made = []

    def connect():
        made.append(client)
        return client

    module.httpx.AsyncClient, kept = connect, module.httpx.AsyncClient
    try:
        if world.situation == "in use":
            forge._client = client
        return await module.summary(forge, "tea"), len(made)
    finally:
        module.httpx.AsyncClient = kept
