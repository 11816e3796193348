-- In which languages the community offers its pages, the one for who asks none of them first; null is all that there are.
ALTER TABLE vault.communities ADD COLUMN languages text[];
