/// Stubs of text-to-speech providers, which code the text as tones.
@NullMarked
package app.kolan.stubs.tts;

import org.jspecify.annotations.NullMarked;
