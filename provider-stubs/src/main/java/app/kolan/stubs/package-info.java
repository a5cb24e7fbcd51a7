/// Stubs of speech and language providers on loopback, which speak the documented wire protocols
/// and fail on request.
@NullMarked
package app.kolan.stubs;

import org.jspecify.annotations.NullMarked;
