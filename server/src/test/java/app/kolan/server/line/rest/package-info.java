/// The REST client against a Twilio that answers badly.
@NullMarked
package app.kolan.server.line.rest;

import org.jspecify.annotations.NullMarked;
