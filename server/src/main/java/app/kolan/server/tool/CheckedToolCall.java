package app.kolan.server.tool;

import app.kolan.server.business.CallContext;

/// One use of a tool, checked: it is allowed, and its arguments are such as the tool asks for.
///
/// @param key the same whenever this use is made, and for no other use: what tells a server
///   elsewhere that it has done this already
public record CheckedToolCall(CallContext call, String key, Arguments arguments) {}
