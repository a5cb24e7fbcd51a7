/// The problems that Twilio raises, by code.
@NullMarked
package app.kolan.carrier.problem;

import org.jspecify.annotations.NullMarked;
