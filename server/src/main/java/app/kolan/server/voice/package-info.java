/// Voices that say any text on the telephone, and the vendors that have them.
@NullMarked
package app.kolan.server.voice;

import org.jspecify.annotations.NullMarked;
