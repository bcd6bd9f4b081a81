from django.db import IntegrityError, models, transaction


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
    with transaction.atomic():
        order = Order.objects.create(customer=customer, total=total)
        try:
            with transaction.atomic():
                CouponUse.objects.create(code=code)
        except IntegrityError:
            pass
    return order.pk
