"""One screen a file. Screens call services and hand values to widgets; widgets hand back messages."""
