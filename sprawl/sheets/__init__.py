"""What people bring: workbooks and CSV files as columns and rows of accounts."""
