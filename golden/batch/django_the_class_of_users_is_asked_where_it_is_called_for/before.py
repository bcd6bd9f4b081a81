from django.contrib.auth import get_user_model
from django.db import models

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "shop"]


class Order(models.Model):
    customer = models.ForeignKey(
        "auth.User", related_name="orders", on_delete=models.CASCADE
    )

    class Meta:
        app_label = "shop"


def names(orders: list[Order]) -> list[str]:
    found = []
    for order in orders:
        user = get_user_model().objects.get(pk=order.customer_id)
        found.append(user.username)
    return found
