"""Writing files and folders so that nothing is left half done, whatever stops a command."""
