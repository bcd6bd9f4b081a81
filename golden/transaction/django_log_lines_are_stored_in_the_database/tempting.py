import logging

from django.db import models, transaction


class LogLine(models.Model):
    text = models.TextField()

    class Meta:
        app_label = "shop"


class Order(models.Model):
    number = models.CharField(max_length=20)

    class Meta:
        app_label = "shop"


class Receipt(models.Model):
    number = models.CharField(max_length=20, unique=True)

    class Meta:
        app_label = "shop"


class DatabaseHandler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        LogLine.objects.create(text=record.getMessage())


log = logging.getLogger(__name__)
log.setLevel(logging.INFO)
log.addHandler(DatabaseHandler())


@transaction.atomic
def place(number: str) -> None:
    Order.objects.create(number=number)
    log.info("placed %s", number)
    Receipt.objects.create(number=number)
