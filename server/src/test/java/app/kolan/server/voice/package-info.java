/// Voices against stand-ins for their providers, in health and in sickness.
@NullMarked
package app.kolan.server.voice;

import org.jspecify.annotations.NullMarked;
