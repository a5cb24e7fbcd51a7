/// Checks of the configured speech and language providers.
@NullMarked
package app.kolan.doctor.provider;

import org.jspecify.annotations.NullMarked;
