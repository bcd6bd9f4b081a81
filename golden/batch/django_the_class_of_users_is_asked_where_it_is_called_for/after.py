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
    user_ids = list(dict.fromkeys(order.customer_id for order in orders))
    users_by_id = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in get_user_model().objects.filter(
            id__in=user_ids[start : start + 1000]
        ):
            users_by_id[user_row.id] = user_row
    for order in orders:
        if order.customer_id not in users_by_id:
            raise get_user_model().DoesNotExist("User matching query does not exist.")
        user = users_by_id[order.customer_id]
        found.append(user.username)
    return found
