from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.models import Order


def all_orders(session: Session) -> list[Order]:
    return session.query(Order).order_by(Order.id).all()
