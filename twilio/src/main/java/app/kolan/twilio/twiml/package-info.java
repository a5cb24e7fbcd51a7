/// TwiML, the instructions of a server for a call: documents, written and read.
@NullMarked
package app.kolan.twilio.twiml;

import org.jspecify.annotations.NullMarked;
