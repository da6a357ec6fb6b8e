"""Commands and options of `shubiao` that are modules of their own; `flows.cli` lists them."""
