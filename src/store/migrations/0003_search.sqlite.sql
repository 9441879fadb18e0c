-- The words of subjects and articles. A row's number is its ticket's, times 4096, plus the article's number in
-- the conversation; 0 is the subject. The text itself stays where it is.
create virtual table search using fts5(
    text,
    content = '',
    contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
