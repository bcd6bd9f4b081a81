from django.db import connection, models, transaction


class Account(models.Model):
    balance = models.IntegerField()

    class Meta:
        app_label = "shop"


class Transfer(models.Model):
    source = models.IntegerField()
    amount = models.IntegerField()

    class Meta:
        app_label = "shop"


def withdraw(source, amount):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            "UPDATE shop_account SET balance = balance - %s WHERE id = %s",
            [amount, source],
        )
        cursor.execute(
            "INSERT INTO shop_transfer (source, amount) VALUES (%s, %s)",
            [source, amount],
        )


@transaction.atomic
def deposit(source, amount):
    cursor = connection.cursor()
    cursor.execute(
        "UPDATE shop_account SET balance = balance + %s WHERE id = %s", [amount, source]
    )
    Transfer.objects.create(source=source, amount=-amount)
