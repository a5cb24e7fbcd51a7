/// Checks of the machine that Kolan runs on.
@NullMarked
package app.kolan.doctor.local;

import org.jspecify.annotations.NullMarked;
