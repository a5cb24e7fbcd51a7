/// What Kolan asks of Twilio's REST interface.
@NullMarked
package app.kolan.server.line.rest;

import org.jspecify.annotations.NullMarked;
