async def scenario(module, world):
    screen = module.Screen(
        world.http({"/me": "ada", "/orders/ada": "3", "/orders/guest": "0"})
    )
    await screen.load()
    return screen.user, screen.orders
