package app.kolan.server.normalize;

/// How a piece of a text is read aloud.
///
/// @param words the text to read
/// @param end where the text continues after the piece
record Replacement(String words, int end) {}
