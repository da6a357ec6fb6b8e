"""When and where shubiao runs: engines, processes, disks, and the command line."""
