WORLD = "databases"
SITUATIONS = ("none", "one", "many", "twice", "missing", "odd", "several")
STATEMENTS = {
    "none": (0, 0),
    "one": (4, 4),
    "many": (12, 4),
    "odd": (28, 4),
    "several": (600, 8),
}
KEYS = {
    "none": [],
    "one": ["red"],
    "many": ["RED", "blue", "Red"],
    "twice": ["red", "blue", "red"],
    "missing": ["green", "none"],
    "odd": ["", " red", "red ", "%", "'", ":team", "{number}"],
    "several": [f"team {number}" for number in range(150)],
}
USERS = [
    (1, "a@x", "red", "2001-01-01"),
    (2, "B@x", "Red", "2001-01-02"),
    (3, "c@x", "blue", None),
    (4, "d@x", None, "2001-01-03"),
    (5, "e@x", "RED", "2001-01-02"),
    (6, "", "", "2001-01-01"),
    (7, "'", "'", "2001-01-01"),
    (8, "{number}", "{number}", "2001-01-04"),
    (9, "f@x", "team 149", "2001-01-04"),
]


async def fill(module, world):
    # As a collation of MySQL would compare them.
    text = module.SCHEMA.replace("0)", "0) COLLATE NOCASE")
    await world.database.execute(text)
    for i, e, t, b in USERS:
        values = {"i": i, "e": e, "t": t, "b": b}
        sql = "INSERT INTO users VALUES (:i, :e, :t, :b)"
        await world.database.execute(sql, values)


async def scenario(module, world):
    keys = KEYS[world.situation]
    database = world.database
    emails = {"red": "A@x", "RED": "b@X", "blue": "C@x", "Red": "B@x"}
    return (
        await module.ids(database, [emails.get(k, k) for k in keys]),
        await module.members(database, keys),
        await module.counts(database, keys),
        await module.youngest(database, keys, "2001-01-01"),
    )
