"""Words of the pictures of charts: the button, what stands around the chart, and what a chart says in words."""

from dashboard.words.counting import Counted

BUTTON = "Download as PNG"
BUTTON_OF = "Download as PNG: {title}"
FAILED = "The picture could not be made. Reload the page and try again; if it still fails, use a newer browser."
MEASURE = "Unit of measure: {measure}"
SOURCE = "Source: the reports loaded · snapshot number {number}, made {made_at}"

# What a chart says to who does not see it.
ALT_ABOUT = Counted("{title}. Unit of measure: {measure}. {period}. The chart has {count} [count|entry|entries].")
ALT_NOTHING = "None of them has a figure."
ALT_ONE = "Only {name} has a figure: {value}."
ALT_EQUAL = "All that have a figure are at {value}."
ALT_ENDS = "Highest: {highest}. Lowest: {lowest}."
ALT_TIED = " (and {count} more)"
ALT_MISSING = "{count} without a figure."
ALT_VALUES = "In order: {values}."
ALT_REST = "First entries: {values}; the others are in the table of figures."
