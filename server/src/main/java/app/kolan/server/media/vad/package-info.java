/// Voice activity detection: one port, and the detectors behind it.
@NullMarked
package app.kolan.server.media.vad;

import org.jspecify.annotations.NullMarked;
