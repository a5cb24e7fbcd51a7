/// Text-to-speech: the port, and the providers behind it.
@NullMarked
package app.kolan.server.tts;

import org.jspecify.annotations.NullMarked;
