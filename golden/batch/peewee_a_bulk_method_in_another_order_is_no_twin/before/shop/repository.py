from shop.models import Order


def orders_of(user_id: int) -> list[Order]:
    return list(
        Order.select().where(Order.user == user_id).order_by(Order.total.desc())
    )


def orders_of_users(user_ids: list[int]) -> list[Order]:
    return list(
        Order.select().where(Order.user.in_(user_ids)).order_by(Order.user, Order.id)
    )
