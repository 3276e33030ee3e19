"""What stands on the screen, in Vietnamese: the language in which every text is written first."""
