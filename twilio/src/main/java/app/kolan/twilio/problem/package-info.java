/// The problems that Twilio raises, by code.
@NullMarked
package app.kolan.twilio.problem;

import org.jspecify.annotations.NullMarked;
