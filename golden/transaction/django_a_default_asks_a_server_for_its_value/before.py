import requests
from django.db import models


def coupon_code() -> str:
    """The shop that prints the coupons gives each its code."""
    return requests.post("https://coupons.example/codes", timeout=5).text


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


class Coupon(models.Model):
    code = models.CharField(max_length=20, default=coupon_code)
    customer = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def place_order(customer: str, total: int) -> Order:
    order = Order.objects.create(customer=customer, total=total)
    Coupon.objects.create(customer=customer)
    return order
