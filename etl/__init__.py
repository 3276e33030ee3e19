"""From the bytes of an appendix to observations in the warehouse; knows nothing of screens."""

RELEASE = "0.1.0"
