from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.models import Order


def count_open(session: Session, user_id: int) -> int:
    """How many orders of a user are open."""
    return session.scalar(
        select(func.count())
        .select_from(Order)
        .where(Order.user_id == user_id, Order.status == "open")
    )
