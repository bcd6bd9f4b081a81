from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    made = 0

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        Order.made += 1


def numbered(order_ids: list[int]) -> list[tuple[int, int]]:
    found = []
    by = Order.objects.in_bulk(order_ids)
    for order_id in order_ids:
        order = by.get(order_id)
        if order is not None:
            found.append((order.total, Order.made))
    return found
