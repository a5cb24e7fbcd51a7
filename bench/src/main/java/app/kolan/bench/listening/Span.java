package app.kolan.bench.listening;

/// What is known to be one sentence: from its first frame with a voice to its last.
///
/// @param first counted from the beginning of the scene
/// @param last still a part of it
record Span(int first, int last) {}
