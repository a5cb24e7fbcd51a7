/// Requests that were rejected for their signature: why, how often, and the log of them.
@NullMarked
package app.kolan.server.rejection;

import org.jspecify.annotations.NullMarked;
