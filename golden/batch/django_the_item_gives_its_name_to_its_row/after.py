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


def emails(customers: list[int], outbox: list[str]) -> None:
    customer_ids = list(
        dict.fromkeys(customer for customer in customers if customer is not None)
    )
    customers_by_id: dict[int, Customer] = {}
    for start in range(0, len(customer_ids), 1000):
        for customer_row in Customer.objects.filter(
            id__in=customer_ids[start : start + 1000]
        ):
            customers_by_id[customer_row.id] = customer_row
    for customer in customers:
        if customer is None:
            continue
        if customer not in customers_by_id:
            raise Customer.DoesNotExist("Customer matching query does not exist.")
        customer = customers_by_id[customer]
        outbox.append(customer.email)
