/// Telephone audio: G.711 mu-law, linear samples, WAV files and the conversions between them.
@NullMarked
package app.kolan.twilio.audio;

import org.jspecify.annotations.NullMarked;
