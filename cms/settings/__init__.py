"""One module for each way of running; all of them read the environment through `env`."""
