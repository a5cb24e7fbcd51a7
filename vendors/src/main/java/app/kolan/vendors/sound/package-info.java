/// The sound of stand-in voices: texts as tones, and what a listener reads from them.
@NullMarked
package app.kolan.vendors.sound;

import org.jspecify.annotations.NullMarked;
