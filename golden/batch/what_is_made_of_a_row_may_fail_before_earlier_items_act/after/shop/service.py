from __future__ import annotations

from shop import models
from shop.repository import UserRepository


async def invite(users: UserRepository, ids: list[int], outbox: list[str]) -> None:
    user_row_ids = list(dict.fromkeys(ids))
    user_rows_by_id = await users.get_user_by_user_ids(user_row_ids)
    for user_id in ids:
        user = user_rows_by_id.get(user_id)
        if user is not None:
            outbox.append(user.email)
