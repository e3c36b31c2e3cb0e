"""A front end to copy: a page and a module, 100 lines, on another origin than the plan's."""
