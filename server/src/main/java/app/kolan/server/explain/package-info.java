/// Explains the problems that Twilio raises to whoever runs Kolan.
@NullMarked
package app.kolan.server.explain;

import org.jspecify.annotations.NullMarked;
