/// Twilio's side of a call: webhooks in, TwiML out, and the media socket.
@NullMarked
package app.kolan.server.telephony;

import org.jspecify.annotations.NullMarked;
