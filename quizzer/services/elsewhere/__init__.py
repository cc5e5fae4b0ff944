"""Collections of other programs, by what is in the file: Mnemosyne (`.db`, `.cards`) and hashcards (`.db`)."""
