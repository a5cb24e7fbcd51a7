/// What a server tells Twilio to do with a call: TwiML documents, written and read.
@NullMarked
package app.kolan.twilio.twiml;

import org.jspecify.annotations.NullMarked;
