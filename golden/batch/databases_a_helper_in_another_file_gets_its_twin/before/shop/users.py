from databases import Database


async def user_of(database: Database, user_id: int) -> dict | None:
    row = await database.fetch_one(
        "SELECT id, email FROM users WHERE id = :user_id", {"user_id": user_id}
    )
    return dict(row) if row else None
