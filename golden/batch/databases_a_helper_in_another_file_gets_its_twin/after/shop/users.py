import json
from collections.abc import Iterable

from databases import Database


async def user_of(database: Database, user_id: int) -> dict | None:
    row = await database.fetch_one(
        "SELECT id, email FROM users WHERE id = :user_id", {"user_id": user_id}
    )
    return dict(row) if row else None


async def user_of_by_user_ids(
    database: Database, user_ids: Iterable[int]
) -> dict[int, dict]:
    """Answer `user_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    users_by_id = {}
    if keys:
        for row in await database.fetch_all(
            "SELECT id, email FROM users WHERE id IN (SELECT value FROM json_each(:user_id))",
            {"user_id": json.dumps(keys)},
        ):
            users_by_id[row["id"]] = row
    return {key: dict(row) for key, row in users_by_id.items()}
