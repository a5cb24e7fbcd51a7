/// Alerts to a server of the business: the signed webhook.
@NullMarked
package app.kolan.server.notify.webhook;

import org.jspecify.annotations.NullMarked;
