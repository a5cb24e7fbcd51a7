/// Plays the vendors of speech-to-speech models.
@NullMarked
package app.kolan.vendors.realtime;

import org.jspecify.annotations.NullMarked;
