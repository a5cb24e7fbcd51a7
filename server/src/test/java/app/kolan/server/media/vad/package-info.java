@NullMarked
package app.kolan.server.media.vad;

import org.jspecify.annotations.NullMarked;
