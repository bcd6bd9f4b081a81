from sqlalchemy import text

WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (4, 1)}
KEYS = {
    "none": [],
    "one": ["a@x"],
    "many": ["B@x", "a@X", "A@x", "c@x"],
    "twice": ["a@x", "b@x", "a@x"],
    "missing": ["c@x", "z@x", "A@x "],
}
USERS = [(1, "a@x", 1), (2, "B@x", 1), (3, "c@x", 2), (4, "A@X", 1)]
# What the extension does as far as equality goes; a server need not have it.
CITEXT = """
CREATE TYPE citext;
CREATE FUNCTION citextin(cstring) RETURNS citext AS 'textin' LANGUAGE internal STRICT;
CREATE FUNCTION citextout(citext) RETURNS cstring AS 'textout' LANGUAGE internal STRICT;
CREATE FUNCTION citextrecv(internal) RETURNS citext AS 'textrecv' LANGUAGE internal STRICT;
CREATE FUNCTION citextsend(citext) RETURNS bytea AS 'textsend' LANGUAGE internal STRICT;
CREATE TYPE citext (
    INPUT = citextin, OUTPUT = citextout, RECEIVE = citextrecv, SEND = citextsend,
    INTERNALLENGTH = VARIABLE, STORAGE = extended, CATEGORY = 'S', COLLATABLE = true
);
CREATE CAST (citext AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (citext AS varchar) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (text AS citext) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE CAST (varchar AS citext) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE FUNCTION citext_eq(citext, citext) RETURNS bool
    AS 'SELECT lower($1::text) = lower($2::text)' LANGUAGE sql IMMUTABLE STRICT;
CREATE OPERATOR = (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_eq, COMMUTATOR = =
);
"""


async def fill(module, world):
    async with world.engine.begin() as connection:
        for statement in CITEXT.strip().removesuffix(";").split(";\n"):
            await connection.execute(text(statement))
    await world.create(module.Base)
    world.session.add_all(module.User(id=i, email=e, team=t) for i, e, t in USERS)


async def scenario(module, world):
    return await module.ids_of(module.Users(world.session), KEYS[world.situation])
