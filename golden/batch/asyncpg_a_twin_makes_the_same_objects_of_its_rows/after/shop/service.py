from __future__ import annotations

from shop import schema
from shop.orders import Orders


async def overview(
    orders: Orders, team_id: int
) -> list[tuple[str, list[int], int | None]]:
    found = []
    users = await orders.users(team_id)
    user_ids = list(dict.fromkeys(user["id"] for user in users))
    orders_by_user_id = await orders.for_user_by_user_ids(user_ids)
    other_orders_by_user_id = await orders.dearest_by_user_ids(user_ids)
    for user in users:
        placed = orders_by_user_id.get(user["id"], [])
        dearest = other_orders_by_user_id.get(user["id"])
        found.append(
            (user["email"], [o.total for o in placed], dearest.id if dearest else None)
        )
    return found
