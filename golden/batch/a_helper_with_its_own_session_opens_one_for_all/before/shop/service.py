from __future__ import annotations

import asyncio

from shop import models
from shop.models import User
from shop.repository import UserRepository


async def load(users: UserRepository, ids: list[int]) -> list[User | None]:
    return await asyncio.gather(*[users.get_user(user_id) for user_id in ids])
