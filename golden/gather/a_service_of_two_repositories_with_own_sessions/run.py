ROUNDS = (2, 1)
SITUATIONS = ("known", "unknown")


async def scenario(module, world):
    rows = [
        module.User(id=1, name="Ada"),
        *(module.Order(id=i, user_id=1) for i in (7, 8)),
    ]
    async with world.database(module.Base.metadata, rows) as sessions:
        dashboard = module.Dashboard(module.Users(sessions), module.Orders(sessions))
        return await dashboard.page(1 if world.situation == "known" else 2)
