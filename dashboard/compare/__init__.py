"""The page where any indicator of many units is compared: what was asked, the rules, the views."""
