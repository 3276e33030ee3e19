"""Words of the pictures of charts: the button, and what stands in the picture around the chart."""

BUTTON = "Download as PNG"
BUTTON_OF = "Download as PNG: {title}"
FAILED = "The picture could not be made. Reload the page and try again; if it still fails, use a newer browser."
MEASURE = "Unit of measure: {measure}"
SOURCE = "Source: the reports loaded · snapshot number {number}, made {made_at}"
