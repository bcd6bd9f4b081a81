from types import SimpleNamespace

from django.http import QueryDict

WORLD = "django"
MODULE = "shop.views"
FAULTS = "writes"


def fill(module, world):
    from shop.models import Row, Sheet

    world.create(Sheet, Row)
    sheet = Sheet.objects.create(name="prices")
    Row.objects.create(sheet=sheet, value="old")


def scenario(module, world):
    request = SimpleNamespace(POST=QueryDict("values=new&values=newer"))
    return module.edit_sheet(request, 1).status_code
