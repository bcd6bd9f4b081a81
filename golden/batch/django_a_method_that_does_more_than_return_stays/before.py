from django.db import models


class OrderQueries(models.QuerySet):
    asked = 0

    def counted(self):
        OrderQueries.asked = 0
        return self.filter(status="open")


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    objects = OrderQueries.as_manager()

    class Meta:
        app_label = "shop"


def per_customer() -> list[tuple[str, int]]:
    rows = []
    for customer in Customer.objects.order_by("id"):
        rows.append(
            (customer.name, Order.objects.counted().filter(customer=customer).count())
        )
    return rows
