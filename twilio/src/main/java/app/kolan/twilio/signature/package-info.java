/// Twilio's request signing: the form pairs, the signature, and the verdict on a request.
@NullMarked
package app.kolan.twilio.signature;

import org.jspecify.annotations.NullMarked;
