from django.db import models


class Sheet(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


class Row(models.Model):
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE)
    value = models.CharField(max_length=50)

    class Meta:
        app_label = "shop"


def replace_rows(sheet, values):
    Row.objects.filter(sheet=sheet).delete()
    Row.objects.bulk_create([Row(sheet=sheet, value=value) for value in values])
