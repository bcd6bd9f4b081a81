import sqlite3
import tempfile

import flask

WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many", "twice", "missing")
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    pass


def scenario(module, world):
    with tempfile.TemporaryDirectory() as folder:
        module.FOLDER = folder
        for tenant in range(2):
            store = sqlite3.connect(f"{folder}/{tenant}.db")
            store.executescript(module.SCHEMA)
            rows = [(n, n, "open", 100 * tenant + n) for n in range(1, 4)]
            store.executemany("INSERT INTO orders VALUES (?, ?, ?, ?)", rows)
            store.commit()
            store.close()
        with flask.Flask("shop").app_context():
            flask.g.tenant = 0
            return module.totals(IDS[world.situation])
