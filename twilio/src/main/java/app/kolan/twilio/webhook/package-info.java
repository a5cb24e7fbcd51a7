/// What Twilio tells a server about a call by HTTP, as values.
@NullMarked
package app.kolan.twilio.webhook;

import org.jspecify.annotations.NullMarked;
