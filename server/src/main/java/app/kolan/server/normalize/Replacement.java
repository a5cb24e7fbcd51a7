package app.kolan.server.normalize;

/// How a piece of a text is said.
///
/// @param words what is said
/// @param end where the text goes on after the piece
record Replacement(String words, int end) {}
