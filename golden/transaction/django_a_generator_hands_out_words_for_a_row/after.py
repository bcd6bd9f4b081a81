from collections.abc import Iterator

from django.db import models, transaction


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def words_of(order: Order) -> Iterator[str]:
    yield "placed"
    if order.total > 100:
        yield "large"


def place_order(customer: str, total: int) -> int:
    with transaction.atomic():
        order = Order.objects.create(customer=customer, total=total)
        AuditLog.objects.create(order=order, event=" ".join(words_of(order)))
    return order.pk
