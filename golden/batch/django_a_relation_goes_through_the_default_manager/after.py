from collections import defaultdict

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


class Price(models.Model):
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    product = models.IntegerField()
    cents = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"
        unique_together = [("team", "product")]
        get_latest_by = "cents"


class Seen(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(hidden=False)


class Note(models.Model):
    customer = models.ForeignKey(
        Customer, related_name="notes", on_delete=models.CASCADE
    )
    text = models.CharField(max_length=50)
    hidden = models.BooleanField(default=False)
    seen = Seen()
    objects = models.Manager()

    class Meta:
        app_label = "shop"


def texts(customers: list[Customer]) -> list[list[str]]:
    found = []
    customer_ids = list(dict.fromkeys(customer.id for customer in customers))
    notes_by_customer_id: defaultdict[int, list[Note]] = defaultdict(list)
    for start in range(0, len(customer_ids), 1000):
        for note_row in Note.seen.filter(
            customer_id__in=customer_ids[start : start + 1000]
        ).order_by("id"):
            notes_by_customer_id[note_row.customer_id].append(note_row)
    for customer in customers:
        found.append([note.text for note in notes_by_customer_id.get(customer.id, [])])
    return found
