import functools
from collections.abc import Callable

from django.db import models, transaction


class Order(models.Model):
    customer = models.CharField(max_length=50)


class AuditLog(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    event = models.CharField(max_length=50)


def whole(function: Callable[..., int]) -> Callable[..., int]:
    @functools.wraps(function)
    def inner(*args: object, **kwargs: object) -> int:
        with transaction.atomic():
            return function(*args, **kwargs)

    return inner


@whole
def place_order(customer: str) -> int:
    order = Order.objects.create(customer=customer)
    AuditLog.objects.create(order=order, event="placed")
    return order.pk
