/// Checks of the Twilio account by REST, and the one repair that the doctor offers.
@NullMarked
package app.kolan.doctor.twilio;

import org.jspecify.annotations.NullMarked;
