import functools
from collections.abc import Callable

from django.db import models, transaction


class Order(models.Model):
    number = models.CharField(max_length=20)
    status = models.CharField(max_length=20, default="new")

    class Meta:
        app_label = "shop"


class Receipt(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    number = models.CharField(max_length=20, unique=True)

    class Meta:
        app_label = "shop"


def marked(function: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(function)
    def inner(number: str) -> None:
        try:
            function(number)
        except Exception:
            Order.objects.filter(number=number).update(status="broken")

    return inner


@marked
@transaction.atomic
def place(number: str) -> None:
    order = Order.objects.create(number=number)
    Receipt.objects.create(order=order, number=number)
