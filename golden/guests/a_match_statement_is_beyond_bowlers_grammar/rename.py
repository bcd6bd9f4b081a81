"""`size` is called `length` from now on."""

from bowler import Query

query = Query().select_function("size").rename("length")
