"""What people bring and what is public: sheets, drafts of a brand from a site, feeds."""
