from django.db import models


class OrderQueries(models.QuerySet):
    def annotate(self, *args, **kwargs):
        return super().annotate(*args, **kwargs).filter(status="open")


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

    objects = OrderQueries.as_manager()

    class Meta:
        app_label = "shop"


def per_customer() -> list[int]:
    customers = list(Customer.objects.order_by("id"))
    return [Order.objects.filter(customer=c).count() for c in customers]
