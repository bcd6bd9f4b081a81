from django.db import models


class Order(models.Model):
    status = models.CharField(max_length=20)
    user_id = models.IntegerField()
    total = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"


def parties(sender: int, receiver: int, agent: int) -> list[int | None]:
    order_ids = [sender, receiver, agent]
    orders_by_id: dict[int, Order] = {}
    for order in Order.objects.filter(id__in=order_ids):
        orders_by_id[order.id] = order
    if sender not in orders_by_id:
        raise Order.DoesNotExist("Order matching query does not exist.")
    first = orders_by_id[sender]
    if receiver not in orders_by_id:
        raise Order.DoesNotExist("Order matching query does not exist.")
    second = orders_by_id[receiver]
    if agent not in orders_by_id:
        raise Order.DoesNotExist("Order matching query does not exist.")
    third = orders_by_id[agent]
    first.total = 0
    return [first.total, second.total, third.total]
