from django.db import models


class Order(models.Model):
    status = models.CharField(max_length=20)
    user_id = models.IntegerField()
    total = models.IntegerField(null=True)

    class Meta:
        app_label = "shop"


def numbers() -> dict[str, int]:
    found = {}
    found["open"]   = Order.objects.filter(user_id=1, total__isnull=False).count()  # fmt: skip
    found["paid"]   = Order.objects.filter(user_id=2, total__isnull=False).count()  # fmt: skip
    found["late"]   = Order.objects.filter(user_id=3, total__isnull=False).count()  # fmt: skip
    return found


def shown(items: list[dict[str, int]]) -> dict[str, int]:
    found = {}
    for item in items:
        found["total"]   = Order.objects.filter(user_id=item["user"]).count()  # fmt: skip
    return found
