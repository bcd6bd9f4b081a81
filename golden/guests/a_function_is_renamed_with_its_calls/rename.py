"""`load` in the shop is called `fetch_order` from now on."""

from bowler import Query

(
    Query("shop")
    .select_function("load")
    .rename("fetch_order")
    .execute(write=True, interactive=False)
)
