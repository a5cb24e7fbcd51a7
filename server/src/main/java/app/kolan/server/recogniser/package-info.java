/// Recognisers that turn a caller's speech into words, and the vendors that have them.
@NullMarked
package app.kolan.server.recogniser;

import org.jspecify.annotations.NullMarked;
