ROUNDS = (2, 1)
SITUATIONS = ("found", "missing")


async def scenario(module, world):
    invoices = [module.Invoice(id=i, number=f"A{i}") for i in (1, 2, 3)]
    number = "A2" if world.situation == "found" else "B2"
    async with world.database(module.Base.metadata, invoices) as sessions:
        return await module.Invoices(sessions).headline(number)
