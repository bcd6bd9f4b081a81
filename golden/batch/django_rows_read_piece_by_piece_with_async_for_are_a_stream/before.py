from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Order(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="orders", on_delete=models.CASCADE
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    class Meta:
        app_label = "shop"


async def report() -> list[tuple[str, int]]:
    rows = []
    async for customer in Customer.objects.order_by("id").aiterator():
        count = await Order.objects.filter(customer=customer).acount()
        rows.append((customer.name, count))
    return rows
