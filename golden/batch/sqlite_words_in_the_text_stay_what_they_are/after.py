import json
import sqlite3
from collections import defaultdict

SCHEMA = """
CREATE TABLE API_KEYS (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL COLLATE NOCASE
);
"""


def of_users(db: sqlite3.Connection, user_ids: list[int]) -> list[list[int]]:
    found = []
    unique_user_ids = list(dict.fromkeys(user_ids))
    api_keys_by_user_id = defaultdict(list)
    if unique_user_ids:
        for record in db.execute(
            "SELECT id, user_id FROM API_KEYS WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(unique_user_ids),),
        ).fetchall():
            api_keys_by_user_id[record[-1]].append(record[:-1])
    for user_id in user_ids:
        rows = api_keys_by_user_id.get(user_id, [])
        found.append([row[0] for row in rows])
    return found


def named(db: sqlite3.Connection, kinds: list[float]) -> list[list[int]]:
    found = []
    api_key_ids = list(dict.fromkeys(kinds))
    api_keys_by_id = defaultdict(list)
    for start in range(0, len(api_key_ids), 100):
        wanted = api_key_ids[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT id, {number} AS wanted_position FROM API_KEYS WHERE kind <> 'NUMBERED {{KEYS}}' AND id = ?"
                for number in range(len(wanted))
            ]
        )
        for record in db.execute(statement, wanted).fetchall():
            api_keys_by_id[wanted[record[-1]]].append(record[:-1])
    for kind in kinds:
        rows = api_keys_by_id.get(kind, [])
        found.append([row[0] for row in rows])
    return found
