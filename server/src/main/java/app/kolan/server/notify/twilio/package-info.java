/// Alerts by SMS and WhatsApp, over Twilio.
@NullMarked
package app.kolan.server.notify.twilio;

import org.jspecify.annotations.NullMarked;
