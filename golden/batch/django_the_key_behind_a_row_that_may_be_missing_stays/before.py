from django.db import models


class OrderQueries(models.QuerySet):
    def open(self):
        return self.filter(status="open")

    def of(self, customer):
        return self.filter(customer=customer)


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    objects = OrderQueries.as_manager()

    class Meta:
        app_label = "shop"


def siblings() -> list[tuple[int, int]]:
    found = []
    for order in Order.objects.select_related("customer").order_by("id"):
        found.append((order.total, order.customer.orders.count()))
    return found
