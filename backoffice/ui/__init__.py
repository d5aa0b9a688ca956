"""The portal: pages in Dutch, made on the server; every page works without JavaScript."""
