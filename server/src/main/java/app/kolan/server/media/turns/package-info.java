/// Turn-taking: frames in, turns, interruptions and pauses out, on the clock of the caller's
/// frames.
@NullMarked
package app.kolan.server.media.turns;

import org.jspecify.annotations.NullMarked;
