"""Give `fetch` a timeout, and another one the next time."""

from bowler import Query

query = Query().select_function("fetch").add_argument("timeout", "10.0")
