from sqlalchemy import Select, select

from shop.models import Order


def orders_of(user_id: int) -> Select[tuple[Order]]:
    return select(Order).where(Order.user_id == user_id).order_by(Order.id)
