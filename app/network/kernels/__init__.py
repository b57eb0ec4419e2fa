"""How are the numbers computed? One kernel a file, on sparse matrices, without records or ids."""
