/// Tells people what happens in the calls of their business: alerts, which are kept in an outbox
/// until somebody has taken them.
@NullMarked
package app.kolan.server.notify;

import org.jspecify.annotations.NullMarked;
