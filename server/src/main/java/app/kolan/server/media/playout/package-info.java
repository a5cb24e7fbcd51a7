/// Audio to the caller: utterances, and their paced, marked and clearable playback.
@NullMarked
package app.kolan.server.media.playout;

import org.jspecify.annotations.NullMarked;
