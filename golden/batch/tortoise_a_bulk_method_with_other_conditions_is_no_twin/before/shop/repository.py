from shop.models import Order


async def orders_of(user_id: int) -> list[Order]:
    return await Order.filter(user_id=user_id).order_by("total")


async def orders_of_all(user_ids: list[int]) -> list[Order]:
    return await Order.filter(user_id__in=user_ids, total__gt=9).order_by("total")
