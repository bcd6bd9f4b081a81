from decimal import Decimal

from asgiref.sync import async_to_sync
from django.db import connection

WORLD = "django"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (7, 7), "many": (28, 7)}
NAN = float("nan")
# NaN equals itself in PostgreSQL, and `citext` calls cases equal.
KEYS = {
    "none": [],
    "one": [("ab 1", 0.5, "2.50", "red")],
    "many": [
        ("AB1", 0.1, "2.5", "RED"),
        ("ab 1", NAN, "2.500", "r\u00e9d"),
        ("cd2", -0.0, "7", "blue"),
        ("x", 0.0, "0.1", "re\u0301d"),
    ],
    "twice": [
        ("cd 2", NAN, "7.0", "Red"),
        ("ab1", 0.5, "7", "red"),
        ("cd 2", NAN, "7.0", "Red"),
    ],
    "missing": [("", 1e300, "2.49", "green"), ("ef", 0.25, "-2.5", "red ")],
}
ROWS = [
    (1, "AB1", 0.5, "2.5", "Red"),
    (2, "cd 2", 0.1, "7", "R\u00c9D"),
    (3, "ef3", NAN, "2.5", "blue"),
    (4, "gh4", 0.0, "0.1", "red"),
]

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


def fill(module, world):
    with connection.cursor() as cursor:
        for statement in CITEXT.strip().removesuffix(";").split(";\n"):
            cursor.execute(statement)
    world.create(module.Car)
    for i, plate, level, price, colour in ROWS:
        module.Car.objects.create(
            id=i, plate=plate, level=level, price=Decimal(price), colour=colour
        )


def scenario(module, world):
    keys = KEYS[world.situation]
    wanted = [module.Wanted(level, Decimal(price)) for _, level, price, _ in keys]
    colours = [colour for *_, colour in keys]
    return (
        module.by_plates([plate for plate, *_ in keys]),
        module.at_levels(wanted),
        module.at_prices(wanted),
        async_to_sync(module.coloured)(colours),
        module.counts(colours),
        module.latest(colours),
        module.known(colours),
    )
