from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Customer(models.Model):
    email = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE)

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
        ordering = ["-total", "id"]


def close(customers: list[Customer]) -> int:
    count = 0
    for customer in customers:
        for order in Order.objects.filter(customer=customer):
            order.status = "closed"
            order.save()
            count += 1
    return count
