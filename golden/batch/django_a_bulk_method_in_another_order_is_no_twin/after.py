from collections import defaultdict
from collections.abc import Iterable

from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


class Shop:
    def orders(self, customer_id: int) -> list[Order]:
        return list(Order.objects.filter(customer_id=customer_id).order_by("-total"))

    def orders_by_customer_ids(
        self, customer_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `orders` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(customer_ids))
        orders_by_customer_id: defaultdict[int, list[Order]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in Order.objects.filter(
                customer_id__in=keys[start : start + 1000]
            ).order_by("-total"):
                orders_by_customer_id[order.customer_id].append(order)
        return orders_by_customer_id

    def orders_of_all(self, customer_ids: list[int]) -> list[Order]:
        return list(
            Order.objects.filter(customer_id__in=customer_ids).order_by("total")
        )


def overview(shop: Shop, ids: list[int]) -> list[list[int]]:
    found = []
    customer_ids = list(dict.fromkeys(ids))
    orders_by_customer_id = shop.orders_by_customer_ids(customer_ids)
    for customer_id in ids:
        orders = orders_by_customer_id.get(customer_id, [])
        found.append([order.total for order in orders])
    return found
