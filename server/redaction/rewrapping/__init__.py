"""From a desk's old key to its new one."""
