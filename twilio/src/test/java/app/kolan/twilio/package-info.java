/// What holds for the whole of the carrier's code.
@NullMarked
package app.kolan.twilio;

import org.jspecify.annotations.NullMarked;
