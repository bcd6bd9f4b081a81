from datetime import date, timedelta

from sqlalchemy import text

WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing", "unknown")
STATEMENTS = {"none": (0, 0), "one": (5, 5), "many": (15, 5), "missing": (10, 5)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
    "unknown": [4, 1, None],
}
DAY = date(2001, 1, 1)
USERS = [
    (1, "1@x", 1, 1),
    (2, "2@x", 2, 2),
    (3, "3@x", 1, 1),
    (4, "4@x", None, 2),
    (5, "5@x", 1, None),
    (6, "6@x", 2, 1),
]


def fill(module, world):
    world.session.execute(text(module.SCHEMA))
    for i, e, t, b in USERS:
        born = DAY + timedelta(b) if b else None
        world.session.execute(
            text("INSERT INTO users VALUES (:i, :e, :t, :b)"),
            {"i": i, "e": e, "t": t, "b": born},
        )
    world.session.commit()


def scenario(module, world):
    ids = IDS[world.situation]
    emails = [f"{i}@x" for i in ids]
    known = [i for i in ids if i is not None]
    return (
        module.names(world.session, emails),
        module.teams(world.session, list(zip(ids, emails, strict=True))),
        module.emails(world.session, known),
        module.oldest(world.session, known),
        module.sums(world.session, [DAY + timedelta(i) for i in known]),
    )
