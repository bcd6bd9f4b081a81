async def scenario(module, world):
    members = [module.Member(id=i, name=f"M{i}", visits=i) for i in (1, 2)]
    async with world.database(module.Base.metadata, members) as sessions:
        return await module.Club(sessions).greet(1)
