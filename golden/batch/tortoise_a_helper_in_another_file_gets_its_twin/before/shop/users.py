from shop.models import Order, User


async def user_of(user_id: int) -> User | None:
    return await User.get_or_none(id=user_id)


async def orders_of(user_id: int, least: int = 0) -> list[Order]:
    return await Order.filter(user_id=user_id, total__gte=least).order_by("total")
