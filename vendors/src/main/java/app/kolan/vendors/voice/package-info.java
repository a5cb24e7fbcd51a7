/// Plays the vendors of voices: each says in tones what it was asked to say.
@NullMarked
package app.kolan.vendors.voice;

import org.jspecify.annotations.NullMarked;
