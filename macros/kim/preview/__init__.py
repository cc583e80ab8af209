"""What `kim serve` shows: pages printed as they are asked for, from records read as they change."""
