"""What a session gave, for those who run or follow its community: figures by rounds of five people, chosen words."""
