from __future__ import annotations

from shop import models
from shop.models import User
from shop.repository import Users


async def load(users: Users, ids: list[int]) -> list[User | None]:
    return [await users.get_user(user_id) for user_id in ids]
