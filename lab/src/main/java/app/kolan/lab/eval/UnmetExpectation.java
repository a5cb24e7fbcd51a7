package app.kolan.lab.eval;

/// A line of a story whose expectation was not met.
///
/// @param line its number; 0 if it is an implicit expectation
/// @param text the line as it was written
/// @param reason what happened instead
public record UnmetExpectation(int line, String text, String reason) {}
