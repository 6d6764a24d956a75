"""What stands between the Prefect server and strangers: who may knock, the server behind it, the password."""
