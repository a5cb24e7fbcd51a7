/// The connections to providers, against healthy and failing servers.
@NullMarked
package app.kolan.server.provider.wire;

import org.jspecify.annotations.NullMarked;
