from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from shop.models import Order


def all_orders(session: Session) -> list[Order]:
    return session.query(Order).order_by(Order.id).all()


def all_orders_with_user(session: Session) -> list[Order]:
    """Answer `all_orders`, with `user` of each row loaded."""
    return (
        session.query(Order).order_by(Order.id).options(selectinload(Order.user)).all()
    )
