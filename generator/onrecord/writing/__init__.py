"""Writing files and folders so that whatever stops a command leaves nothing half done."""
