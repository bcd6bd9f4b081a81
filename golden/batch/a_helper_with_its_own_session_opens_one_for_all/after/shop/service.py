from __future__ import annotations

from shop import models
from shop.models import User
from shop.repository import UserRepository


async def load(users: UserRepository, ids: list[int]) -> list[User | None]:
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await users.get_users_by_ids(user_ids)
    return [users_by_id.get(user_id) for user_id in ids]
