from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from shop.models import Sheet
from shop.services import replace_rows


def edit_sheet(request, pk):
    sheet = get_object_or_404(Sheet, pk=pk)
    replace_rows(sheet, request.POST.getlist("values"))
    return HttpResponse(status=204)


def clear_sheet(request, pk):
    replace_rows(get_object_or_404(Sheet, pk=pk), ["", ""])
    return HttpResponse(status=204)
