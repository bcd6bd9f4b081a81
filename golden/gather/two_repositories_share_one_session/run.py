async def scenario(module, world):
    rows = [module.User(id=i, name=name) for i, name in enumerate(("Ada", "Bob"))]
    async with (
        world.database(module.Base.metadata, rows) as sessions,
        sessions() as session,
    ):
        return await module.Service(session).page(1)
