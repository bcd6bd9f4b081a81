from shop.models import Row


def replace_rows(sheet, values):
    Row.objects.filter(sheet=sheet).delete()
    Row.objects.bulk_create([Row(sheet=sheet, value=value) for value in values])
