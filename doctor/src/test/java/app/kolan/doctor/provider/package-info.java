/// The doctor examines providers, healthy and failing.
@NullMarked
package app.kolan.doctor.provider;

import org.jspecify.annotations.NullMarked;
