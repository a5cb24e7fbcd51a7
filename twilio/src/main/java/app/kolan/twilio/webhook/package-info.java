/// Twilio's webhooks about a call, as values.
@NullMarked
package app.kolan.twilio.webhook;

import org.jspecify.annotations.NullMarked;
