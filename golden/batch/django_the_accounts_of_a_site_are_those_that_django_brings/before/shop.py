from django.conf import settings
from django.db import models


class Order(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    status = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


def emails() -> list[str]:
    found = []
    for order in Order.objects.filter(status="open"):
        found.append(order.owner.email)
    return found
