"""Adding an article: fetched, pasted or uploaded; read; confirmed by a curator; kept."""
