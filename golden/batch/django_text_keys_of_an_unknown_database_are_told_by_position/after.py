from django.db import models
from django.db.models import Value


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


def ids(emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    customer_by_email: dict[str, Customer] = {}
    for start in range(0, len(unique_emails), 100):
        queries = [
            Customer.objects.filter(email=key).annotate(_position=Value(number))
            for number, key in enumerate(unique_emails[start : start + 100], start)
        ]
        for customer_row in Customer.objects.none().union(*queries, all=True):
            customer_by_email[unique_emails[vars(customer_row).pop("_position")]] = (
                customer_row
            )
    for email in emails:
        customer = customer_by_email.get(email)
        found.append(customer.id if customer else None)
    return found
