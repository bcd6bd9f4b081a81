from __future__ import annotations

from shop import models
from shop.entities import Card
from shop.repository import UserRepository


class UserService:
    def __init__(self, users: UserRepository) -> None:
        self.users = users

    async def card(self, user_id: int) -> Card | None:
        user = await self.users.get_user(user_id)
        if user is None:
            return None
        return Card(text=f"{user.id}: {user.email}")

    async def emails(self, ids: list[int]) -> list[str]:
        found = []
        for user_id in ids:
            user = await self.users.get_user(user_id)
            if user is not None:
                found.append(user.email)
        return found

    async def cards(self, ids: list[int]) -> list[str]:
        found = []
        for user_id in ids:
            card = await self.card(user_id)
            found.append(card.text if card else "nobody")
        return found

    async def sums(self, ids: list[int]) -> dict[int, int]:
        sums = {}
        for user_id in ids:
            sums[user_id] = sum(
                order.total for order in await self.users.get_orders(user_id)
            )
        return sums
