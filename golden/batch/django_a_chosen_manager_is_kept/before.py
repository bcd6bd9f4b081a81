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


class ActiveManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(gone=False)


class Member(models.Model):
    email = models.CharField(max_length=50)
    gone = models.BooleanField(default=False)

    objects = models.Manager()
    active = ActiveManager()

    class Meta:
        app_label = "shop"


def emails(orders: list[Order]) -> list[str | None]:
    found = []
    for order in orders:
        member = Member.active.filter(id=order.customer_id).first()
        found.append(member.email if member else None)
    return found
