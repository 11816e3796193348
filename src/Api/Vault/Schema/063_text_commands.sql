-- Which command brought a text, so that a repetition of it with other words is told from another command about the same request.
-- The words of a request came with the command that bears its id; of older reasons for a stop it is not known.
ALTER TABLE vault.request_texts ADD COLUMN command uuid;
UPDATE vault.request_texts SET command = subject WHERE kind = 'words';
