package app.kolan.server.tool;

/// What a model is told about a tool.
///
/// @param name letters, digits and `_`
/// @param description when to use it, in words
/// @param parameters a JSON schema of type `object`, as text
public record ToolSpec(String name, String description, String parameters) {}
