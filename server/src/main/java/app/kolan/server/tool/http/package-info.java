/// Tools that call the business's own HTTP endpoints, and the client that calls them safely.
@NullMarked
package app.kolan.server.tool.http;

import org.jspecify.annotations.NullMarked;
