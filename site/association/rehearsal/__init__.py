"""Play a whole round through the running demo, over HTTP, as its people would with a plain browser."""
