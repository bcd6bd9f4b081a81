from django.db import models


class Orders(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(total__lt=self.instance.pk)


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField(null=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)

    objects = Orders()

    class Meta:
        app_label = "shop"


def per_customer() -> list[int]:
    customers = list(Customer.objects.order_by("id"))
    return [c.orders.count() for c in customers]
