"""What the demo adds to the first pages: an editor, people and places, news, papers, a campaign, a page of blocks."""
