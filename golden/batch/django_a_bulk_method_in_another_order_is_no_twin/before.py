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

    def orders_of_all(self, customer_ids: list[int]) -> list[Order]:
        return list(
            Order.objects.filter(customer_id__in=customer_ids).order_by("total")
        )


def overview(shop: Shop, ids: list[int]) -> list[list[int]]:
    found = []
    for customer_id in ids:
        orders = shop.orders(customer_id)
        found.append([order.total for order in orders])
    return found
