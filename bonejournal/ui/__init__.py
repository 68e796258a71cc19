"""The window and everything in it. Only this room and `app` name Qt."""
