package app.kolan.server.saying;

/// How a piece of a text is said.
///
/// @param words what is said
/// @param end where the text goes on after the piece
record Said(String words, int end) {}
