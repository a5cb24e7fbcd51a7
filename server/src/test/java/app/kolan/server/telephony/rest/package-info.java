/// The REST client against a Twilio that answers badly.
@NullMarked
package app.kolan.server.telephony.rest;

import org.jspecify.annotations.NullMarked;
