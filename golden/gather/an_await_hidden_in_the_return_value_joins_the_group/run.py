ROUNDS = (2, 1)


async def scenario(module, world):
    states = ("open", "closed", "open")
    tickets = [module.Ticket(id=i, state=s) for i, s in enumerate(states)]
    async with world.database(module.Base.metadata, tickets) as sessions:
        return await module.Tickets(sessions).report()
