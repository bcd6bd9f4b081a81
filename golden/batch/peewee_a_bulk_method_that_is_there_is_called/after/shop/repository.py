from shop.models import Order


class Orders:
    def of_user(self, user_id: int) -> list[Order]:
        return list(
            Order.select().where(Order.user == user_id).order_by(Order.total.desc())
        )

    def of_users(self, user_ids: list[int]) -> list[Order]:
        return list(
            Order.select()
            .where(Order.user.in_(user_ids))
            .order_by(Order.user, Order.total.desc())
        )
