from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from app import crud, models
from app.models import Order


async def emails(db: AsyncSession, orders: list[Order]) -> list[str | None]:
    found = []
    for order in orders:
        user = await crud.user.get(db, id=order.user_id)
        found.append(user.email if user else None)
    return found


async def totals(db: AsyncSession, ids: list[int]) -> list[int]:
    found = []
    for order_id in ids:
        order = await crud.order.get(db, order_id)
        if order is not None:
            found.append(order.total)
    return found
