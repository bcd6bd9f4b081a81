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
        Customer, on_delete=models.CASCADE, related_name="orders"
    )
    status = models.CharField(max_length=20)
    total = models.IntegerField()

    objects = OrderQueries.as_manager()

    class Meta:
        app_label = "shop"


class Product(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


def lines_of(order_id: int):
    return Line.objects.filter(order_id=order_id).order_by("id")


def export() -> list[tuple[int, str]]:
    out = []
    for order in Order.objects.filter(status="open").order_by("id"):
        for line in lines_of(order.id):
            out.append((order.total, line.product.name))
    return out
