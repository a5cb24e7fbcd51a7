/// What all providers of speech and language share: settings, failures, circuit breakers and time
/// bounds.
@NullMarked
package app.kolan.server.provider;

import org.jspecify.annotations.NullMarked;
