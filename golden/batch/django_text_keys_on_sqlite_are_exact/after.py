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


def ids(emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    customer_by_email: dict[str, Customer] = {}
    for start in range(0, len(unique_emails), 1000):
        for customer_row in Customer.objects.filter(
            email__in=unique_emails[start : start + 1000]
        ):
            customer_by_email[customer_row.email] = customer_row
    for email in emails:
        customer = customer_by_email.get(email)
        found.append(customer.id if customer else None)
    return found
