"""Plan and inventory become what people read: memo, page, Word file, tables, questions, the screen of a survey."""
