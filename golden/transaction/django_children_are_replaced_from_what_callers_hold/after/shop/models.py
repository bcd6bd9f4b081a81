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
