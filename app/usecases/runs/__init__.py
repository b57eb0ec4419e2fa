"""Work that goes on when whoever asked has left: told how far it is, ended when it is not wanted, kept when it is done."""
