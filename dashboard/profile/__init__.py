"""Everything about one reporting unit in one period, on a page that prints."""
