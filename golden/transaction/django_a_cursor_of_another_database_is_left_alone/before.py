from django.db import connections, models


class Transfer(models.Model):
    amount = models.IntegerField()

    class Meta:
        app_label = "shop"


def archive(amount: int) -> None:
    Transfer.objects.create(amount=amount)
    with connections["archive"].cursor() as cursor:
        cursor.execute("INSERT INTO shop_transfer (amount) VALUES (%s)", [amount])
