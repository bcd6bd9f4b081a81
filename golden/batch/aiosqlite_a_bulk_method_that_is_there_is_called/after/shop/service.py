import aiosqlite

from shop.users import users_of


async def emails(connection: aiosqlite.Connection, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in await users_of(connection, user_ids):
            users_by_id[row[0]] = row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user[1] if user else None)
    return found
