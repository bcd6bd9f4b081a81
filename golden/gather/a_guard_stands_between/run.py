async def scenario(module, world):
    client = world.http({"/accounts/ada/state": "closed"})
    statement = await module.Accounts(client).statement("ada")
    return statement, len(world.calls)
