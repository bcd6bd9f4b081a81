WORLD = "sqlalchemy_async"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (9, 3),
    "missing": (6, 3),
}
KEYS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 1), (1, 2)],
    "twice": [(2, 1), (1, 1), (2, 1)],
    "missing": [(1, 3), (9, 9)],
}
MEMBERS = [
    (1, 2, 1, 1, "owner"),
    (2, 1, 1, 1, "owner"),
    (3, 1, 1, 2, "guest"),
    (4, 1, 2, 1, "owner"),
    (5, 2, 2, 1, "guest"),
    (6, 2, 1, 3, "owner"),
]


async def fill(module, world):
    await world.create(module.models.Base)
    world.session.add_all(
        module.Member(id=i, tenant_id=t, team_id=g, user_id=u, role=r)
        for i, t, g, u, r in MEMBERS
    )


async def scenario(module, world):
    members = module.MemberRepository(world.session)
    keys = KEYS[world.situation]
    return (
        await module.roles(module.MemberService(members), 1, keys),
        await module.owners(members, keys),
    )
