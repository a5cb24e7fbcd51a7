/// Twilio's end of a media stream, frame by frame: no clock, no socket, no threads.
@NullMarked
package app.kolan.simulator.stream;

import org.jspecify.annotations.NullMarked;
