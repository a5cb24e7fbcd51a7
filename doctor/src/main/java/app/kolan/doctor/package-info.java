/// The doctor: checks of the whole chain between Twilio and a server, from inside out.
@NullMarked
package app.kolan.doctor;

import org.jspecify.annotations.NullMarked;
