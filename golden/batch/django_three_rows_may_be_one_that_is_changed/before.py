from django.db import models


class Order(models.Model):
    status = models.CharField(max_length=20)
    user_id = models.IntegerField()
    total = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"


def parties(sender: int, receiver: int, agent: int) -> list[int | None]:
    first = Order.objects.get(pk=sender)
    second = Order.objects.get(pk=receiver)
    third = Order.objects.get(pk=agent)
    first.total = 0
    return [first.total, second.total, third.total]
