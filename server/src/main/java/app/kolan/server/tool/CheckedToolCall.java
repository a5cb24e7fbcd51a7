package app.kolan.server.tool;

import app.kolan.server.business.CallContext;

/// One use of a tool, checked: it is allowed, and its arguments are such as the tool asks for.
///
/// @param key the same whenever this use is made, and for no other use: what tells a server
///   elsewhere that it has done this already
/// @param callersReplies how often the caller had spoken, after he had heard something, when the
///   model wanted it: what was asked of him before is answered only when it has grown since; 0 when
///   that is not known
public record CheckedToolCall(
    CallContext call, String key, Arguments arguments, int callersReplies) {}
