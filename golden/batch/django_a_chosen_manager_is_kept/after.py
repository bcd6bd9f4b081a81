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
    member_ids = list(dict.fromkeys(order.customer_id for order in orders))
    members_by_id: dict[int, Member] = {}
    for start in range(0, len(member_ids), 1000):
        for member_row in Member.active.filter(id__in=member_ids[start : start + 1000]):
            members_by_id[member_row.id] = member_row
    for order in orders:
        member = members_by_id.get(order.customer_id)
        found.append(member.email if member else None)
    return found
