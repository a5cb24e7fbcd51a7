/// What all speech and language providers share: settings, failures, circuit breakers and timeouts.
@NullMarked
package app.kolan.server.provider;

import org.jspecify.annotations.NullMarked;
