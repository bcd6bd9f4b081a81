from __future__ import annotations

from shop import models
from shop.repository import UserRepository


async def invite(users: UserRepository, ids: list[int], outbox: list[str]) -> None:
    for user_id in ids:
        user = await users.get_user(user_id)
        if user is not None:
            outbox.append(user.email)
