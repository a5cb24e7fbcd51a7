/// The client of Twilio's REST API.
@NullMarked
package app.kolan.server.telephony.rest;

import org.jspecify.annotations.NullMarked;
