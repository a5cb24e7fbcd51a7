/// Audio to the caller: utterances, and the paced, marked and clearable way to the line.
@NullMarked
package app.kolan.server.media.playout;

import org.jspecify.annotations.NullMarked;
