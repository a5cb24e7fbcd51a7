/// Twilio's request signing: the form pairs, the signature, and the verdict on a request.
@NullMarked
package app.kolan.carrier.signature;

import org.jspecify.annotations.NullMarked;
