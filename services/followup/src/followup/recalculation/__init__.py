"""Counting every open deadline again after a new calendar version or rule pack, page by page, so that no page is one huge transaction."""
