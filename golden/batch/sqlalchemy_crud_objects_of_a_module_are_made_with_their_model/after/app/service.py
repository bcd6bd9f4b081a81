from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from app import crud, models
from app.models import Order


async def emails(db: AsyncSession, orders: list[Order]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id = await crud.user.get_by_ids(db, ids=user_ids)
    for order in orders:
        user = users_by_id.get(order.user_id)
        found.append(user.email if user else None)
    return found


async def totals(db: AsyncSession, ids: list[int]) -> list[int]:
    found = []
    order_ids = list(dict.fromkeys(ids))
    orders_by_id = await crud.order.get_by_ids(db, order_ids)
    for order_id in ids:
        order = orders_by_id.get(order_id)
        if order is not None:
            found.append(order.total)
    return found
