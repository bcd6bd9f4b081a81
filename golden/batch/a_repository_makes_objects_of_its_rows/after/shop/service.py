from __future__ import annotations

from collections.abc import Iterable

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

    async def card_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, Card]:
        """Answer `card` for many keys at once: a dict by key, without the missing ones."""
        found = await self.users.get_user_by_user_ids(user_ids)
        return {
            key: Card(text=f"{user.id}: {user.email}") for key, user in found.items()
        }

    async def emails(self, ids: list[int]) -> list[str]:
        found = []
        user_row_ids = list(dict.fromkeys(ids))
        user_rows_by_id = await self.users.get_user_by_user_ids(user_row_ids)
        for user_id in ids:
            user = user_rows_by_id.get(user_id)
            if user is not None:
                found.append(user.email)
        return found

    async def cards(self, ids: list[int]) -> list[str]:
        found = []
        user_row_ids = list(dict.fromkeys(ids))
        user_rows_by_id = await self.card_by_user_ids(user_row_ids)
        for user_id in ids:
            card = user_rows_by_id.get(user_id)
            found.append(card.text if card else "nobody")
        return found

    async def sums(self, ids: list[int]) -> dict[int, int]:
        sums = {}
        user_ids = list(dict.fromkeys(ids))
        order_rows_by_user_id = await self.users.get_orders_by_user_ids(user_ids)
        for user_id in ids:
            sums[user_id] = sum(
                order.total for order in order_rows_by_user_id.get(user_id, [])
            )
        return sums
