from django.db import models


class Order(models.Model):
    customer = models.CharField(max_length=50)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


class CouponUse(models.Model):
    code = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "shop"


def buy(customer: str, total: int, code: str) -> int:
    order = Order.objects.create(customer=customer, total=total)
    try:
        CouponUse.objects.create(code=code)
    except Exception as error:
        print(error)
    return order.pk
