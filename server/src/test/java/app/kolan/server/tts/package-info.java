/// Voices against stand-ins for their providers, in health and in sickness.
@NullMarked
package app.kolan.server.tts;

import org.jspecify.annotations.NullMarked;
