"""What does a coordinator see in a browser? Pages made on the server, which work without JavaScript."""
