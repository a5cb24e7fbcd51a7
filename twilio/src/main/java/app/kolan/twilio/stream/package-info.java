/// The Media Streams protocol: the messages of both directions and the one codec that knows their
/// JSON.
@NullMarked
package app.kolan.twilio.stream;

import org.jspecify.annotations.NullMarked;
