from django.contrib.auth.models import User
from django.db import models


class Order(models.Model):
    customer = models.ForeignKey(User, related_name="orders", on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


def names(orders: list[Order]) -> list[str]:
    found = []
    for order in orders:
        user = User.objects.get(pk=order.customer_id)
        found.append(user.username)
    return found
