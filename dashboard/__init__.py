"""What the pages share: queries, charts, filters, formatting and export. Knows nothing of workbooks."""
