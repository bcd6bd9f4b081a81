from __future__ import annotations

from shop import schema
from shop.orders import Orders


async def overview(
    orders: Orders, team_id: int
) -> list[tuple[str, list[int], int | None]]:
    found = []
    for user in await orders.users(team_id):
        placed = await orders.for_user(user["id"])
        dearest = await orders.dearest(user["id"])
        found.append(
            (user["email"], [o.total for o in placed], dearest.id if dearest else None)
        )
    return found
