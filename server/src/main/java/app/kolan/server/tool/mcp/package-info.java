/// The tools of servers of the Model Context Protocol, by its official Java SDK.
///
/// Source: https://modelcontextprotocol.io/specification
@NullMarked
package app.kolan.server.tool.mcp;

import org.jspecify.annotations.NullMarked;
