package app.kolan.lab.eval;

/// A line of a story that did not come true.
///
/// @param line its number; 0 when it is none that was written
/// @param text the line as it was written
/// @param reason what was the case instead
public record UnmetExpectation(int line, String text, String reason) {}
