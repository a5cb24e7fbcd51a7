/// Checks of a server from outside, as Twilio reaches it.
@NullMarked
package app.kolan.doctor.remote;

import org.jspecify.annotations.NullMarked;
