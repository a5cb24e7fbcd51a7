/// Explains the problems that Twilio raises to whoever runs Kolan.
@NullMarked
package app.kolan.doctor.explain;

import org.jspecify.annotations.NullMarked;
