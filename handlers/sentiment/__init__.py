"""Words in; tone, language and themes out. The only room that knows TextBlob."""
