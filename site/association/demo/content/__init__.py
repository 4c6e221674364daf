"""Turn fixtures/ into sites, pages and people, by the ways of an editor. What exists is left alone."""
