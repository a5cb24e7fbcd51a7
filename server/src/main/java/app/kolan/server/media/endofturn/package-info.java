/// End-of-turn detection: whether a caller who is silent has more to say. One port, and the models
/// behind it.
@NullMarked
package app.kolan.server.media.endofturn;

import org.jspecify.annotations.NullMarked;
