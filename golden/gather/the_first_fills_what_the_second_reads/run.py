async def scenario(module, world):
    client = world.http(
        {"/carts/ada": "tea milk", "/prices/tea+milk": "7", "/prices/": "0"}
    )
    return await module.checkout(client, "ada")
