"""The checks across records, a module for each subject; `all_checks.py` lists them."""
