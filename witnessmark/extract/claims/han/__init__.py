"""Claims of Chinese texts, simplified and traditional: words are found where no space parts them, then phrases, speakers and claims."""
