from django.db import models


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()
    status = models.CharField(max_length=20, default="open")

    class Meta:
        app_label = "shop"


class Parcel(models.Model):
    label = models.CharField(max_length=50)
    orders = models.ManyToManyField(Order)

    class Meta:
        app_label = "shop"


def pack(label: str, orders: list[Order]) -> int:
    parcel = Parcel.objects.create(label=label)
    parcel.orders.set(orders)
    return parcel.pk
