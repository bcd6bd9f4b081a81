WORLD = "tortoise"
SITUATIONS = ("none", "one", "many", "twice", "missing", "pages")
STATEMENTS = {"none": (0, 0), "one": (4, 4), "many": (12, 4), "pages": (480, 8)}
KEYS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 2), (2, 1), (1, 3)],
    "twice": [(2, 2), (1, 1), (2, 2)],
    "missing": [(1, 9), (9, 1), (3, 3)],
    "pages": [(n % 5, n) for n in range(120)],
}


async def fill(module, world):
    for shop in (1, 2):
        for item in (1, 2, 3, 4):
            await module.Stock.create(shop=shop, item=item, amount=item % 3 + shop)


async def scenario(module, world):
    keys = KEYS[world.situation]
    return (
        await module.amounts(keys),
        await module.counts(keys),
        await module.known(keys),
        await module.items(keys),
    )
