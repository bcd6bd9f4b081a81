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


class Present(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(gone=False)


class Room(models.Model):
    gone = models.BooleanField(default=False)
    present = Present()

    class Meta:
        app_label = "shop"
        base_manager_name = "present"


class Visit(models.Model):
    room = models.ForeignKey(Room, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"


def rooms() -> list[bool]:
    return [
        visit.room.gone for visit in Visit.objects.select_related("room").order_by("id")
    ]
