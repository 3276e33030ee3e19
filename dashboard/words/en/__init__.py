"""What stands on the screen, in English."""
