-- What is wrong with a row is said in Dutch and in English from now on; what was found before is looked for again.
UPDATE vault.imports SET result = NULL WHERE result IS NOT NULL;
